"""What is heard of a long call, kept part by part under the consent of the moment."""

from collections.abc import Callable

from attrs import frozen

from revrise.core.conversations.call import CallPart
from revrise.core.conversations.transcript import Transcript
from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import where
from revrise.core.ids import derived
from revrise.ports.query import Query
from revrise.services.calls.keeping import CallKeeping


@frozen
class CallParts:
    """Answers a transcriber's `Keep` for one call.

    Raises Withheld once somebody took back their consent, or the call is not open any more: then
    nothing of it is kept, and what was heard before is gone too.
    """

    calls: CallKeeping
    call_id: str

    def __call__(self, name: str, work: Callable[[], Transcript]) -> Transcript:
        """The part that is kept, or the one that is heard now."""
        part_id = derived("part", self.call_id, name)
        return self._kept(part_id) or self.calls.keep_part(self.call_id, part_id, name, work())

    def _kept(self, part_id: str) -> Transcript | None:
        calls = self.calls
        with calls.desk.store.read(system_actor(calls.tenant_id)) as work:
            scope = calls.scope("call_part")
            found = work.of(CallPart).load_many(scope, Query(where=where(id=part_id)))
        return found[0].transcript if found else None
