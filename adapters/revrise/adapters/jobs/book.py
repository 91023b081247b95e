"""The jobs as people see and steer them, behind the policy; every engine keeps this book."""

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from revrise.core.errors import NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.jobs.job import Job
from revrise.ports.clock import Clock
from revrise.ports.jobs import JobLog, JobRequest, Task
from revrise.ports.policy import Policy
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.storage import Store

_NEWEST = (("created_at", True),)


@frozen
class JobBook:
    """What `ports.jobs.JobEngine` promises to people, whoever runs the jobs."""

    store: Store
    policy: Policy
    clock: Clock
    log: JobLog
    known: Sequence[Task]

    def enqueue(self, request: JobRequest, tenant_id: str) -> str:
        """See JobEngine."""
        self.log.put(tenant_id, [request.queued(self.clock.now())])
        return request.id

    def get(self, job_id: str, by: Actor) -> Job:
        """See JobEngine."""
        with self.store.read(by) as work:
            return work.of(Job).load(job_id, self.policy.scope(by, "job", "read"))

    def list(self, by: Actor, query: Query = ALL_ROWS) -> Sequence[Job]:
        """See JobEngine."""
        newest = query if query.order else evolve(query, order=_NEWEST)
        with self.store.read(by) as work:
            return work.of(Job).load_many(self.policy.scope(by, "job", "read"), newest)

    def retry(self, job_id: str, by: Actor) -> Job:
        """See JobEngine."""
        return self._changed(job_id, by, "job.retried", Job.retried)

    def cancel(self, job_id: str, by: Actor) -> Job:
        """See JobEngine."""
        at = self.clock.now()
        return self._changed(job_id, by, "job.cancelled", lambda job: job.cancelled(at))

    def tasks(self) -> Sequence[Task]:
        """See JobEngine."""
        return self.known

    def _changed(self, job_id: str, by: Actor, action: str, change: Callable[[Job], Job]) -> Job:
        self.get(job_id, by)  # hidden and missing look alike before anything is refused
        scope = self.policy.scope(by, "job", "manage")
        with self.store.begin(by) as work:
            try:
                job = work.of(Job).load(job_id, scope)
            except NotFound:
                raise _not_yours(job_id) from None
            after = change(job)
            work.of(Job).save(after, scope, expected=job.version)
            work.record(action, job_id, {"task": job.task})
        return after


def _not_yours(job_id: str) -> Refused:
    return Refused(f"you may see the job {job_id}, but not steer it", culprit="job")
