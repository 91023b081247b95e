"""What a running task sees of its job."""

from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar

from revrise.core.governance.actor import Actor
from revrise.core.jobs.job import Job
from revrise.ports.jobs import Cancelled, JobLog, Progress

T = TypeVar("T")
_SHOWN_S = 0.5


class RunContext:
    """Implements `ports.jobs.JobContext` for one run of a job."""

    def __init__(self, log: JobLog, job: Job, actor: Actor) -> None:
        self._log, self._job, self._actor = log, job, actor
        self._tenant = actor.tenant_id
        # A first run has nothing to remember.
        fresh = job.attempts == 1 and job.run == 1
        self._done: dict[str, Any] = {} if fresh else dict(log.recall(self._tenant, job.id))
        self._shown = -_SHOWN_S

    @property
    def job_id(self) -> str:
        """See JobContext."""
        return self._job.id

    @property
    def actor(self) -> Actor:
        """See JobContext."""
        return self._actor

    def step(self, name: str, work: Callable[[], T]) -> T:
        """See JobContext."""
        if name not in self._done:
            answer = work()
            if not self._log.remember(self._tenant, self._job, name, answer):
                raise self._lost()
            self._done[name] = answer
        kept: T = self._done[name]
        return kept

    def progress(self, done: int, total: int = 0, note: str = "") -> None:
        """See JobContext; written twice a second at most, and at the end."""
        now = monotonic()
        if now - self._shown < _SHOWN_S and done != total:
            return
        self._shown = now
        if not self._log.report(self._tenant, self._job, Progress(done, total, note)):
            raise self._lost()

    def _lost(self) -> Cancelled:
        return Cancelled("this job was cancelled or taken over", culprit=self._job.id)
