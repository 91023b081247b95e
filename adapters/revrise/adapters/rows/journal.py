"""What one unit of work did: the rows it wrote, its audit entry, its events."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import asdict, define, field

from revrise.core.errors import Fatal
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.audit import AuditEntry
from revrise.core.governance.request import number


@define
class Journal:
    """Kept while a unit of work is open; refuses what would leave no trace."""

    writes: bool
    events: list[Event] = field(factory=list)
    _entry: tuple[str, str, Mapping[str, Any]] | None = None
    _digest: Any = field(factory=hashlib.sha256)
    _rows: int = 0

    def wrote(self, resource: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Takes note of rows written; their hash goes into the audit entry."""
        self._may_write()
        self._rows += len(rows)
        self._digest.update(repr((resource, [*map(_trace, rows)])).encode())

    def record(self, action: str, subject: str, detail: Mapping[str, Any]) -> None:
        """The one entry of this unit of work. Raises Fatal for a second one."""
        self._may_write()
        if self._entry is not None:
            raise Fatal(f"one unit of work, one audit entry: {self._entry[0]} is recorded already")
        self._entry = (action, subject, detail)

    def emit(self, events: Iterable[Event]) -> None:
        """Events for the outbox."""
        self._may_write()
        self.events.extend(events)

    def closed(self, actor: Actor, at: datetime) -> AuditEntry | None:
        """The audit entry to append; None when nothing happened.

        Raises Fatal when rows were written, or events emitted, that nothing records.
        """
        if self._entry is None:
            if self._rows or self.events:
                raise Fatal(
                    f"{self._rows} rows were written without an audit entry; all of it is undone",
                    remedy="call work.record(action, subject)",
                )
            return None
        action, subject, detail = self._entry
        if request := number():
            detail = {**detail, "request": request}
        changes = self._digest.hexdigest() if self._rows else ""
        return AuditEntry(actor.tenant_id, 0, at, actor.person_id, action, subject, detail, changes)

    def _may_write(self) -> None:
        if not self.writes:
            raise Fatal("this unit of work only reads", remedy="begin one that may write")


def _trace(row: Mapping[str, Any]) -> list[Any]:
    """Its cells, which a codec gives in one order; a synced row's digest stands for them."""
    digest = row.get("digest")
    return [row["id"], row["version"], digest] if digest else [*row.values()]


def numbered(things: Sequence[Any]) -> list[dict[str, Any]]:
    """Things without an id as rows to take note of."""
    return [{"id": place, "version": 1, **asdict(one)} for place, one in enumerate(things, 1)]
