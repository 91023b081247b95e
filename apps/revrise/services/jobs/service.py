"""Jobs for people: what runs, what died and why, and what may be done about it."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from revrise.core.governance.actor import Actor
from revrise.core.jobs.job import Job
from revrise.ports.jobs import JobEngine, Task, Working
from revrise.ports.query import ALL_ROWS, Measure, Query
from revrise.services.desk import Desk


@frozen
class Jobs:
    """Use cases around jobs: own ones for everybody, all for who runs the system."""

    desk: Desk
    engine: JobEngine

    def list(self, by: Actor, query: Query = ALL_ROWS) -> Sequence[Job]:
        """The jobs in reach, newest first."""
        return self.engine.list(by, query)

    def count(self, by: Actor, query: Query = ALL_ROWS) -> int:
        """How many jobs are in reach."""
        with self.desk.store.read(by) as work:
            return work.of(Job).count(self.desk.scope(by, "job"), query)

    def states(self, by: Actor, query: Query = ALL_ROWS) -> Mapping[str, int]:
        """How many jobs in reach are in each state."""
        with self.desk.store.read(by) as work:
            groups = work.of(Job).group(
                self.desk.scope(by, "job"), ["state"], [Measure("n")], query
            )
        return {str(group["state"]): int(group["n"]) for group in groups}

    def get(self, job_id: str, by: Actor) -> Job:
        """One job. Raises NotFound when hidden or missing."""
        return self.engine.get(job_id, by)

    def retry(self, job_id: str, by: Actor) -> Job:
        """Runs a dead or cancelled job again. Raises Conflict in any other state."""
        return self.engine.retry(job_id, by)

    def cancel(self, job_id: str, by: Actor) -> Job:
        """Stops a queued or running job. Raises Conflict once it has ended."""
        return self.engine.cancel(job_id, by)

    def workers(self, by: Actor) -> Sequence[Working]:
        """Who runs jobs now, for who runs the system. Raises Refused for others."""
        self.desk.scope(by, "plugin", "manage")
        return self.engine.workers()

    def task(self, name: str) -> Task | None:
        """What is known of a kind of job: its title in both languages, queue and attempts."""
        return next((task for task in self.engine.tasks() if task.name == name), None)
