"""What is wrong with a TOML text that somebody wrote: its faults, each at its line."""

from collections.abc import Sequence

from attrs import frozen

from revrise.core.errors import Invalid
from revrise.core.scoring.toml_lines import line_of

# Who has more to mend begins with these; each costs a look through the text.
MOST = 100


@frozen
class Fault:
    """One thing that is wrong: the line (from 1), the key as the parser calls it, the way out."""

    line: int
    key: str
    problem: str
    remedy: str

    @property
    def place(self) -> str:
        """Such as `line 3: criteria[0].weight`."""
        return f"line {self.line}: {self.key}" if self.key else f"line {self.line}"


class Faulty(Invalid):
    """A text with `faults`, in the order of its lines; the error itself tells the first."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        first = faults[0]
        super().__init__(first.problem, culprit=first.place, remedy=first.remedy)
        self.faults = tuple(faults)

    def __str__(self) -> str:
        """A line a fault."""
        return "\n".join(
            str(Invalid(one.problem, culprit=one.place, remedy=one.remedy)) for one in self.faults
        )


def faulty(found: Sequence[Invalid], text: str, name: str) -> Faulty:
    """The first MOST errors of a parser, which calls the text `name`, at their lines."""
    faults = [_fault(error, text, name) for error in found[:MOST]]
    return Faulty(sorted(faults, key=lambda one: one.line))


def _fault(error: Invalid, text: str, name: str) -> Fault:
    key = error.culprit.removeprefix(name).removeprefix(": ")
    return Fault(line_of(text, key, error.message), key, error.message, error.remedy)
