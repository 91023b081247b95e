"""The engine every process has: it keeps the book, and can run what is due where it stands."""

from collections.abc import Callable, Sequence
from datetime import datetime

from attrs import frozen

from revrise.adapters.jobs.book import JobBook
from revrise.adapters.jobs.running import Runner
from revrise.core.jobs.job import Job
from revrise.core.quiet import quiet
from revrise.ports.jobs import Working

_MOST_RUNS = 100_000


@frozen
class LocalJobs(JobBook):
    """Implements `ports.jobs.JobEngine`; workers build on it."""

    runner: Runner
    crew: Callable[[], Sequence[Working]] = tuple

    def workers(self) -> Sequence[Working]:
        """See JobEngine."""
        return self.crew()

    def run_all(self, until: datetime | None = None) -> int:
        """See JobEngine."""
        runs = 0
        while runs < _MOST_RUNS and (given := self._given(until)):
            for job in given:
                self.runner.run(job.id, job.run)
            runs += len(given)
        return runs

    def _given(self, until: datetime | None) -> Sequence[Job]:
        at = until or self.clock.now()
        return self.log.hand_over(self.runner.tenant_id, at, self.runner.queue_of, quiet)
