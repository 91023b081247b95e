"""Figures that tests print: collected wherever they ran, shown at the end of `make test`.

    def test_revocation(figures):
        figures.say("revocation over two processes", "0.84 s (≤ 2 s)")
        figures.add("decisions compared on SQLite", 40_000, "≥ 200,000")

What several tests `add` under one name is one line with the sum.
"""

from collections.abc import Iterable
from typing import Any

from attrs import define, field, frozen

KEY = "figure"


@frozen
class Figures:
    """Keeps the figures of one test with its result, so that they come home from any worker."""

    kept: list[tuple[str, object]]

    def say(self, name: str, value: object) -> None:
        """A line of its own."""
        self.kept.append((KEY, [name, str(value), 0, ""]))

    def add(self, name: str, number: int, goal: str = "") -> None:
        """A number that is summed over all tests that give one of this name."""
        self.kept.append((KEY, [name, "", number, goal]))


@define
class _Line:
    said: list[str] = field(factory=list)
    total: int = 0
    counted: bool = False
    goal: str = ""

    def __str__(self) -> str:
        goal = f" ({self.goal})" if self.goal else ""
        return "; ".join([*self.said, *([f"{self.total:,}{goal}"] if self.counted else [])])


def lines(reports: Iterable[Any]) -> list[str]:
    """What to print of the reports of all tests, in the order of the names."""
    found: dict[str, _Line] = {}
    for report in reports:
        if getattr(report, "when", "") != "teardown":  # it has what the test itself told, once
            continue
        for key, value in report.user_properties:
            if key != KEY:
                continue
            name, said, number, goal = value
            line = found.setdefault(name, _Line())
            if said:
                line.said.append(said)
            else:
                line.total, line.counted, line.goal = line.total + number, True, goal or line.goal
    return [f"{name}: {line}" for name, line in sorted(found.items())]
