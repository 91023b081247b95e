"""What is heard of a long call, kept part by part under the consent of the moment."""

from collections.abc import Callable

from attrs import frozen

from revrise.core.conversations.call import Call, CallPart
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Withheld
from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import where
from revrise.core.ids import derived
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.under_way import OPEN, UnderWay

_STOPPED = "the call is not processed any more"


@frozen
class CallParts:
    """Answers a transcriber's `Keep` for one call.

    Raises Withheld once somebody took back their consent, or the call is not open any more: then
    nothing of it is kept, and what was heard before is gone too.
    """

    way: UnderWay
    call_id: str

    def __call__(self, name: str, work: Callable[[], Transcript]) -> Transcript:
        """The part that is kept, or the one that is heard now."""
        part_id = derived("part", self.call_id, name)
        return self._kept(part_id) or self._keep(part_id, name, work())

    def still(self) -> None:
        """Raises as a call of this would, so that nothing is heard in vain."""
        way = self.way
        with way.desk.store.read(system_actor(way.tenant_id)) as work:
            decision = way.decide(work, self._open(work), "transcribe")
        if not decision.allowed:
            with way.desk.store.begin(system_actor(way.tenant_id)) as work:
                way.block(work, self._open(work), decision)
            raise Withheld(decision.because, culprit=self.call_id)

    def _open(self, work: UnitOfWork) -> Call:
        call = self.way.call(work, self.call_id)
        if call is None or call.state not in OPEN:
            raise Withheld(_STOPPED, culprit=self.call_id)
        return call

    def _kept(self, part_id: str) -> Transcript | None:
        way = self.way
        with way.desk.store.read(system_actor(way.tenant_id)) as work:
            scope = way.scope("call_part")
            found = work.of(CallPart).load_many(scope, Query(where=where(id=part_id)))
        return found[0].transcript if found else None

    def _keep(self, part_id: str, name: str, heard: Transcript) -> Transcript:
        way, call_id = self.way, self.call_id
        with way.desk.store.begin(system_actor(way.tenant_id)) as work:
            call = self._open(work)
            decision = way.decide(work, call, "transcribe")
            if decision.allowed:
                made = CallPart(part_id, call_id, call.owner_id, call.team_id, name, heard)
                work.of(CallPart).add(made, way.scope("call_part", "create"))
                work.record("call.heard", call_id, {"until_ms": heard.duration_ms})
            else:
                way.block(work, call, decision)
        if not decision.allowed:
            raise Withheld(decision.because, culprit=call_id)
        return heard
