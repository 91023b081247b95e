"""A report: a table with a title, true at a moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from revrise.core.bilingual import Bilingual, Language


@frozen
class Heading:
    """A column: its name for programs, and what people call it."""

    name: str
    called: Bilingual


@frozen
class Report:
    """`rows` have a cell a column; what a cell cannot say is None."""

    name: str
    title: Bilingual
    at: datetime
    columns: tuple[Heading, ...]
    rows: Sequence[Sequence[Any]]

    def heads(self, language: Language) -> list[str]:
        """What the columns are called."""
        return [column.called.of(language) for column in self.columns]

    def records(self) -> list[dict[str, Any]]:
        """The rows by the names of the columns, for programs."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]


def headings(*columns: tuple[str, str, str]) -> tuple[Heading, ...]:
    """Columns of (name, English, Chinese)."""
    return tuple(Heading(name, Bilingual(en, zh)) for name, en, zh in columns)
