"""Calls that cannot be processed: each shows why, and what to do."""

from attrs import frozen

from revrise.core.conversations.call import FOR_ADMINS, ONCE_MORE
from revrise.core.errors import Conflict
from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import where
from revrise.core.jobs.job import Job
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.receiving import PROCESS, TRANSCRIBE
from revrise.services.calls.under_way import OPEN, UnderWay
from revrise.services.processing import stopped

_CANCELLED = "somebody stopped its job"


@frozen
class CallFailing:
    """The calls of one tenant that go wrong."""

    way: UnderWay

    def fail(self, call_id: str, because: str, remedy: str, fault: str | None = None) -> None:
        """The call shows why it was not processed and what to do; an ended one stays as it is."""
        try:
            self._failed(call_id, because, remedy, fault)
        except Conflict:  # another call of the same cause was first to tell of it
            self._failed(call_id, because, remedy, fault)

    def _failed(self, call_id: str, because: str, remedy: str, fault: str | None) -> None:
        """Who runs the system is told in the same unit of work: a process may die right after."""
        with self.way.desk.store.begin(system_actor(self.way.tenant_id)) as work:
            failed = self._fail(work, call_id, because, remedy, fault)
            if failed and remedy.startswith(FOR_ADMINS):
                stopped.tell(work, self.way.desk, remedy)

    def abandon(self, call_id: str, job: Job) -> None:
        """The same where its job gave up or was stopped, and no other is at it by now."""
        because, fault = job.error or _CANCELLED, job.error if job.state == "dead" else None
        remedy = f"{FOR_ADMINS}{job.remedy}" if job.remedy else ONCE_MORE
        with self.way.desk.store.begin(system_actor(self.way.tenant_id)) as work:
            going = where(key=call_id, task=(TRANSCRIBE, PROCESS), state=("queued", "running"))
            if not work.of(Job).count(self.way.scope("job"), Query(where=going)):
                self._fail(work, call_id, because, remedy, fault)

    def _fail(
        self, work: UnitOfWork, call_id: str, because: str, remedy: str, fault: str | None
    ) -> bool:
        found = self.way.call(work, call_id)
        if found is None or found.state not in OPEN:
            return False
        after = stopped.failed(found, because, remedy, fault, self.way.desk.clock.now())
        self.way.save(work, after)
        work.emit(self.way.event("call.failed", after))
        work.record("call.failed", call_id)
        return True
