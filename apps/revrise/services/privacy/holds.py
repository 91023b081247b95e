"""Legal holds: placing one, releasing it, seeing them."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.deals.deal import Deal
from revrise.core.errors import NotFound
from revrise.core.governance.actor import SYSTEM, Actor
from revrise.core.governance.hold import LegalHold
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.ports.jobs import JobRequest
from revrise.ports.query import Query
from revrise.services.desk import Desk
from revrise.services.privacy.purging import SWEEP

_KINDS: dict[str, type[Any]] = {"person": Person, "call": Call, "deal": Deal}


@frozen
class PlaceHold:
    """Hold a person, a call or a deal, for a reason."""

    kind: str
    subject_id: str
    reason: str


@frozen
class Holds:
    """Use cases around legal holds."""

    desk: Desk

    def list(self, by: Actor) -> Sequence[LegalHold]:
        """All of them, those that hold first, then the newest."""
        with self.desk.store.read(by) as work:
            query = Query(order=(("placed_at", True),))
            found = work.of(LegalHold).load_many(self.desk.scope(by, "legal_hold"), query)
        return sorted(found, key=lambda one: not one.holds)

    def place(self, command: PlaceHold, by: Actor) -> LegalHold:
        """Nothing of it goes from now on, whatever asks for that.

        Raises Invalid without a reason, NotFound for a thing that is hidden or missing.
        """
        now, scope = self.desk.clock.now(), self.desk.scope(by, "legal_hold", "create")
        hold = LegalHold(
            self.desk.ids.new("hold"),
            command.kind,
            command.subject_id,
            command.reason.strip(),
            by.person_id,
            now,
        ).checked()
        with self.desk.store.begin(by) as work:
            # Who may hold a thing need not see it: an id is all they have.
            there = system_scope(by.tenant_id, hold.kind, "read", "a hold on what there is")
            if not work.of(_KINDS[hold.kind]).count(there, Query(where=where(id=hold.subject_id))):
                raise NotFound(f"no {hold.kind} {hold.subject_id}")
            work.of(LegalHold).add(hold, scope)
            work.record("hold.placed", hold.subject_id, {"hold": hold.id, "kind": hold.kind})
        return hold

    def release(self, hold_id: str, because: str, by: Actor) -> LegalHold:
        """What waited for it goes by a job. Raises Conflict when it was released before."""
        scope, now = self.desk.scope(by, "legal_hold", "update"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            before = work.of(LegalHold).load(hold_id, scope)
            after = before.released(by.person_id, now, because)
            work.of(LegalHold).save(after, scope, expected=before.version)
            work.enqueue(JobRequest(self.desk.ids.new("job"), SWEEP, SYSTEM, key=hold_id))
            work.record("hold.released", before.subject_id, {"hold": hold_id})
        return after
