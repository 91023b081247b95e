"""A report: a table with a title, true at a moment."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from revrise.core.bilingual import Bilingual, Language
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.aggregates import K
from revrise.core.governance.scope import system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk


@frozen
class Heading:
    """A column: its name for programs, and what people call it."""

    name: str
    called: Bilingual


@frozen
class Outside:
    """How many things of a sort lie outside the reader's view; `count` None is fewer than five."""

    called: Bilingual
    count: int | None

    def text(self) -> str:
        """The number, or that it is too small to tell."""
        return f"<{K}" if self.count is None else str(self.count)


@frozen
class Report:
    """`rows` have a cell a column; what a cell cannot say is None.

    `outside` is what the rows leave out because the reader may not see it: a report that is less
    than everything says so.
    """

    name: str
    title: Bilingual
    at: datetime
    columns: tuple[Heading, ...]
    rows: Sequence[Sequence[Any]]
    outside: Sequence[Outside] = ()

    def lines(self, language: Language) -> list[Sequence[Any]]:
        """The rows of a file: at the end, what is outside the reader's view."""
        rest = [None] * (len(self.columns) - 2)
        return [
            *self.rows,
            *((f"#outside: {one.called.of(language)}", one.text(), *rest) for one in self.outside),
        ]

    def shown(self) -> Sequence[int]:
        """The columns a page shows: an id is left out where the next one names the same thing."""
        named = any(column.name in ("name", "title") for column in self.columns)
        return range(1 if named else 0, len(self.columns))

    def counts(self, at: int) -> bool:
        """Whether a column holds numbers."""
        cells = [row[at] for row in self.rows if row[at] is not None]
        return bool(cells) and all(
            isinstance(one, int) and not isinstance(one, bool) for one in cells
        )

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


def outside(
    desk: Desk, work: UnitOfWork, by: Actor, *sorts: tuple[type[Any], str, str, str]
) -> Sequence[Outside]:
    """Of each sort (class, resource, English, Chinese), what the reader may not see."""
    found = []
    for kind, resource, en, zh in sorts:
        every = system_scope(by.tenant_id, resource, "read", "tell how much a report leaves out")
        left = work.of(kind).count(every, Query()) - _seen(desk, work, by, kind, resource)
        if left:
            found.append(Outside(Bilingual(en, zh), left if left >= K else None))
    return found


def _seen(desk: Desk, work: UnitOfWork, by: Actor, kind: type[Any], resource: str) -> int:
    try:
        return work.of(kind).count(desk.scope(by, resource), Query())
    except Refused:
        return 0
