"""All of one tenant's rows in memory."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from attrs import define, evolve, field

from revrise.core.events import Event
from revrise.core.governance.audit import AuditEntry
from revrise.ports.policy import PolicyChange, PolicyDocument
from revrise.ports.storage import Remembered


@define
class Tenant:
    """All of one tenant's rows."""

    rows: dict[str, dict[str, dict[str, Any]]] = field(factory=dict)
    chain: list[AuditEntry] = field(factory=list)
    outbox: dict[str, tuple[Event, datetime | None]] = field(factory=dict)
    answers: dict[str, tuple[Remembered, datetime]] = field(factory=dict)
    policy: tuple[PolicyDocument, ...] = ()
    changes: tuple[PolicyChange, ...] = ()
    lease: tuple[str, float] = ("", 0.0)

    def copy(self) -> "Tenant":
        """Rows are replaced, never edited, so copies of the dicts suffice."""
        rows = {name: dict(kind) for name, kind in self.rows.items()}
        return Tenant(
            rows,
            list(self.chain),
            dict(self.outbox),
            dict(self.answers),
            self.policy,
            self.changes,
            self.lease,
        )

    def tidy(self, before: datetime) -> int:
        """Without what was relayed or remembered before; how much that was."""
        kept = {k: v for k, v in self.outbox.items() if v[1] is None or v[1] >= before}
        known = {k: v for k, v in self.answers.items() if v[1] >= before}
        gone = len(self.outbox) - len(kept) + len(self.answers) - len(known)
        self.outbox, self.answers = kept, known
        return gone

    def forget(self, holds: Callable[[Any], bool]) -> int:
        """Without events and answers that hold something; how many those were."""
        events = {k for k, (event, _) in self.outbox.items() if holds(dict(event.data))}
        answers = {k for k, (known, _) in self.answers.items() if holds(dict(known.answer))}
        for key in events:
            event, relayed = self.outbox.pop(key)
            if relayed is None:
                self.outbox[key] = evolve(event, data={}), None
        self.outbox = dict(sorted(self.outbox.items()))
        self.answers = {k: v for k, v in self.answers.items() if k not in answers}
        return len(events) + len(answers)
