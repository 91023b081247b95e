"""The calls on their way through the pipeline, as it sees them: all of the tenant's.

A call whose consents do not allow what comes next is blocked here.
"""

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.call import SEALED, WAITS, Call
from revrise.core.errors import NotFound
from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM
from revrise.core.governance.consent import Consent, ConsentDecision, decide
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.cascade import AGAIN, EVERYTHING, Cascade
from revrise.services.desk import Desk
from revrise.services.held import held
from revrise.services.lawful import table

_REASON = "process a received call"
OPEN = ("received", "transcribing", "analysing")


@frozen
class UnderWay:
    """The calls of one tenant; each method is part of its caller's unit of work."""

    desk: Desk
    tenant_id: str

    def decide(self, work: UnitOfWork, call: Call, purpose: str) -> ConsentDecision:
        """Whether those who take part allow it, at this moment."""
        consents = self.consents(work, call.id)
        return decide(consents, call.participants, purpose, self.desk.clock.now(), table(work))

    def consents(self, work: UnitOfWork, call_id: str) -> Sequence[Consent]:
        """What those who take part said."""
        query = Query(where=where(call_id=call_id))
        return work.of(Consent).load_many(self.scope("consent"), query)

    def call(self, work: UnitOfWork, call_id: str) -> Call | None:
        """None for one that is not there any more."""
        try:
            return work.of(Call).load(call_id, self.scope("call"))
        except NotFound:
            return None

    def save(self, work: UnitOfWork, after: Call) -> None:
        """As the version after the one it was made from."""
        newer = evolve(after, version=after.version + 1)
        work.of(Call).save(newer, self.scope("call", "update"), expected=after.version)

    def event(self, name: str, call: Call, **data: Any) -> Event:
        """Something that happened to the call, of interest to its owner."""
        now = self.desk.clock.now()
        return Event(name, call.id, now, SYSTEM, {"person": call.owner_id, **data})

    def scope(self, resource: str, action: str = "read") -> Scope:
        """Everything, for the reason of this module."""
        return system_scope(self.tenant_id, resource, action, _REASON)

    def block(self, work: UnitOfWork, call: Call, decision: ConsentDecision) -> None:
        """Words, levels and scorecards go at once; the file waits sealed for consent.

        Where somebody took back that it is recorded the file goes too, and copies beside it do in
        any case, by a job. What is on legal hold stays, where nobody reads it.
        """
        cascade = Cascade(self.desk, self.tenant_id)
        if cascade.touched(work, call, held(work)):
            after = evolve(call, state="blocked", blocked_reason=decision.because, remedy=AGAIN)
            self.save(work, after)
        else:
            refused = "record" in cascade.lost(work, self.consents(work, call.id), call)
            cascade.take(work, call, EVERYTHING)
            after = cascade.bare(call, EVERYTHING, decision.because)
            cascade.forget_file(work, call)
            if not refused:
                after = evolve(
                    after,
                    remedy=WAITS,
                    hints=call.hints,
                    media_sha256=call.media_sha256,
                    sealed_until=self.desk.clock.now() + SEALED,
                )
            self.save(work, after)
        work.emit(self.event("call.blocked", after))
        work.record("call.blocked", call.id)
