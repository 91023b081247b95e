"""What the column registry says of every kind of record: whose data, how sensitive, kept how long.

Erasure, a person's export and retention are driven by it: a column that is declared is found.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from attrs import frozen


@frozen
class DeclaredColumn:
    """`subject` names the column of the same row that holds the person it is about.

    `free`: it may hold whatever somebody wrote, not an id, a number or a time.
    """

    name: str
    sensitivity: str
    subject: str | None
    retention: str
    free: bool = False

    @property
    def personal(self) -> bool:
        """Whether it tells of a person."""
        return self.sensitivity == "personal" or self.subject is not None


@frozen
class DeclaredKind:
    """A kind of record.

    `since` is the column its time of retention runs from, if it has one; `refs` are (column,
    resource) pairs of what its rows point at.
    """

    kind: type[Any]
    resource: str
    columns: tuple[DeclaredColumn, ...]
    since: str | None = None
    refs: tuple[tuple[str, str], ...] = ()

    @property
    def subjects(self) -> tuple[str, ...]:
        """The columns that say whom a row is about; `id` where the row is the person."""
        return tuple(sorted({one.subject for one in self.columns if one.subject}))

    @property
    def personal(self) -> tuple[DeclaredColumn, ...]:
        """The columns that tell of a person."""
        return tuple(one for one in self.columns if one.personal)


class Registry(Protocol):
    """Every kind of record."""

    def kinds(self) -> Sequence[DeclaredKind]:
        """What is pointed at comes before what points at it."""
        ...
