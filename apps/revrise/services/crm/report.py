"""What a sync did, and what it could not do."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from attrs import define, field

from revrise.ports.crm import CrmRecord, RowError

_SHOWN = 1_000


@define
class SyncReport:
    """Counts of records over all kinds, rows left out, and warnings about what was kept.

    Warnings of one kind and value are counted, not repeated.
    """

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: list[RowError] = field(factory=list)
    by_kind: dict[str, Counter[str]] = field(factory=dict)
    _warnings: Counter[str] = field(factory=Counter)
    nobody_waits: bool = False
    _waiting: list[CrmRecord] = field(factory=list)

    def count(self, kind: str, outcome: str, n: int = 1) -> None:
        """`outcome` is created | updated | unchanged."""
        setattr(self, outcome, getattr(self, outcome) + n)
        self.by_kind.setdefault(kind, Counter())[outcome] += n

    def warn(self, message: str, times: int = 1) -> None:
        """One more of the same warning."""
        self._warnings[message] += times

    def wait(self, record: CrmRecord) -> bool:
        """Keeps a record back; False when nobody waits any more."""
        if self.nobody_waits:
            return False
        self._waiting.append(record)
        return True

    @property
    def waits(self) -> bool:
        """Whether records are kept back."""
        return bool(self._waiting)

    def take_waiting(self) -> list[CrmRecord]:
        """The records kept back so far."""
        kept, self._waiting = self._waiting, []
        return kept

    def as_document(self) -> Mapping[str, Any]:
        """The JSON shape of `revrise crm sync --json`."""
        return {
            "read": self.read,
            "created": self.created,
            "updated": self.updated,
            "unchanged": self.unchanged,
            "by_kind": {kind: dict(counts) for kind, counts in self.by_kind.items()},
            "rejected": [
                {"file": e.file, "line": e.line, "column": e.column, "reason": e.reason}
                for e in self.rejected[:_SHOWN]
            ],
            "rejected_count": len(self.rejected),
            "warnings": self.warnings(),
        }

    def warnings(self) -> list[str]:
        """Each warning once, with how often it came."""
        return [
            message if times == 1 else f"{message} ({times:,} times)"
            for message, times in self._warnings.most_common()
        ]
