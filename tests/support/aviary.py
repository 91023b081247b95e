"""Canaries: words and amounts found nowhere else, and in which row of a company each stands."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from attrs import define, field, frozen


@frozen
class Canary:
    """Where a word or an amount stands: in which cell of which kind of row, whose, of which team.

    `beside` is who else it is for: the coach of a 1:1.
    """

    cell: str
    person: str | None
    team: str | None
    beside: str | None = None


@define
class Aviary:
    """Makes canaries and remembers where they were put."""

    words: dict[str, Canary] = field(factory=dict)
    amounts: dict[int, Canary] = field(factory=dict)
    _numbers: Iterable[int] = field(factory=count)

    def word(
        self, cell: str, person: str | None, team: str | None, beside: str | None = None
    ) -> str:
        """A word of six letters and figures."""
        number, letters = next(self._numbers), ""  # type: ignore[call-overload]
        for _ in range(4):
            number, digit = divmod(number, 32)
            letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[digit] + letters
        self.words[f"ZQ{letters}"] = Canary(cell, person, team, beside)
        return f"ZQ{letters}"

    def amount(self, cell: str, person: str, team: str | None) -> int:
        """A number of seven figures; no sum of some of them is another of them."""
        made = 3_000_017 + 7_919 * len(self.amounts) ** 2
        self.amounts[made] = Canary(cell, person, team)
        return made


@define
class Company:
    """What was stored, by core class, and every canary in it."""

    rows: dict[type[Any], list[Any]] = field(factory=dict)
    aviary: Aviary = field(factory=Aviary)

    def keep(self, *things: Any) -> None:
        """More rows."""
        for thing in things:
            self.rows.setdefault(type(thing), []).append(thing)

    def of(self, kind: type[Any]) -> list[Any]:
        """The rows of one kind."""
        return self.rows.get(kind, [])
