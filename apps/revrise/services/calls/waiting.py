"""Calls that wait for consent: they go on by themselves once it arrives, while they may wait.

What waits is a file that nobody reads, for so long as SEALED, or words that were kept before.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.errors import NotFound
from revrise.core.governance.actor import SYSTEM, system_actor
from revrise.core.governance.rule import Column, IsNull, Not, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.scoring.assessment import Assessment
from revrise.ports.jobs import JobContext, JobRequest
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.cascade import AGAIN, Cascade
from revrise.services.calls.receiving import PROCESS, first_task, processing
from revrise.services.desk import Desk
from revrise.services.held import held
from revrise.services.lawful import all_agree

RESUME = "call.resume"
_NEEDED = ("transcribe", "analyse")
_REASON = "take a call on once everybody agreed to it"


def arrived(desk: Desk, work: UnitOfWork, call: Call) -> None:
    """Somebody agreed to something in this call: should it wait, a job looks whether it goes on."""
    if call.state == "blocked":
        job = desk.ids.new("job")
        work.enqueue(JobRequest(job, RESUME, SYSTEM, {"call": call.id}, key=call.id))


@frozen
class Waiting:
    """The task, and its part of the night. Each call is one unit of work; twice changes nothing."""

    desk: Desk
    tenant_id: str

    def run(self, _: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """One call."""
        return {"state": self.resume(str(args["call"]))}

    def resume(self, call_id: str) -> str:
        """Has the call processed if it waits and that is allowed now; says its state."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            call = self._call(work, call_id)
            if call is None:
                return "gone"
            if call.state != "blocked" or not self._agreed(work, call):
                return call.state
            words = self._count(work, CallTranscript, "call_transcript", call_id=call_id)
            if not words and not self._file(call):
                return call.state
            scored = words and self._count(work, Assessment, "assessment", subject_id=call_id)
            after = self._save(work, call, "analysed" if scored else "received")
            if not scored:  # what a hold kept is there already
                task = PROCESS if words else first_task(call)
                work.enqueue(processing(task, after, SYSTEM))
            work.record("call.resumed", call_id)
        return after.state

    def sweep(self) -> Mapping[str, int]:
        """Files that waited as long as they may go; calls that may go on, do."""
        waiting = self._sealed()
        ended = sum(self._end(call_id) for call_id in waiting)
        going = sum(self.resume(call_id) == "received" for call_id in waiting)
        return {"resumed": going, "unsealed": ended}

    def _end(self, call_id: str) -> bool:
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            call, cascade = self._call(work, call_id), Cascade(self.desk, self.tenant_id)
            if call is None or call.state != "blocked" or call.sealed_until is None:
                return False
            if call.sealed_until > self.desk.clock.now() or cascade.touched(work, call, held(work)):
                return False
            after = evolve(
                call,
                sealed_until=None,
                remedy=AGAIN,
                hints=None,
                media_sha256=None,
                version=call.version + 1,
            )
            work.of(Call).save(after, self._scope("call", "update"), expected=call.version)
            cascade.forget_file(work, after)
            work.record("call.unsealed", call_id)
        return True

    def _save(self, work: UnitOfWork, call: Call, state: str) -> Call:
        after = evolve(
            call,
            state=state,
            blocked_reason=None,
            remedy=None,
            sealed_until=None,
            version=call.version + 1,
        )
        work.of(Call).save(after, self._scope("call", "update"), expected=call.version)
        return after

    def _file(self, call: Call) -> bool:
        """Whether its file is there: recorded with consent, or sealed and not over."""
        if call.sealed_until is not None:
            return call.sealed_until > self.desk.clock.now()
        return call.media_sha256 is not None

    def _agreed(self, work: UnitOfWork, call: Call) -> bool:
        return all_agree(work, call, _NEEDED, self.desk.clock.now())

    def _sealed(self) -> Sequence[str]:
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where=Not(IsNull(Column("sealed_until"))), columns=("id",))
            return sorted(row["id"] for row in work.of(Call).rows(self._scope("call"), query))

    def _call(self, work: UnitOfWork, call_id: str) -> Call | None:
        try:
            return work.of(Call).load(call_id, self._scope("call"))
        except NotFound:
            return None

    def _count(self, work: UnitOfWork, kind: type[Any], resource: str, **of: str) -> int:
        return work.of(kind).count(self._scope(resource), Query(where=where(**of)))

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)
