"""Runs one job: finds its task and actor, does the work, settles how it ended."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from attrs import frozen

from revrise.adapters.jobs.context import RunContext
from revrise.adapters.rows.fence import Held, holding
from revrise.core.errors import Fatal, Retriable, RevRiseError
from revrise.core.governance.actor import Actor
from revrise.core.jobs.job import Job
from revrise.ports.clock import Clock
from revrise.ports.jobs import Cancelled, JobLog, Task

_MOST_CRASHES = 5
_LONGEST_S = 3600.0


@frozen
class Runner:
    """Runs jobs of one tenant as `worker`. `actors` finds a person as the policy sees them."""

    log: JobLog
    tasks: Mapping[str, Task]
    actors: Callable[[str], Actor]
    clock: Clock
    tenant_id: str
    worker: str

    def queue_of(self, task: str) -> str:
        """The queue of a task; unknown ones go to `relay`, whose worker says so."""
        known = self.tasks.get(task)
        return known.queue if known else "relay"

    def run(self, job_id: str, run: int) -> None:
        """Runs a job that was handed over, unless somebody ended it meanwhile."""
        job = self.log.take(self.tenant_id, job_id, run, self.worker, self.clock.now())
        if job is not None:
            self.log.settle(self.tenant_id, self.ending(job))

    def ending(self, job: Job) -> Job:
        """What becomes of a job that was begun. Never raises."""
        now = self.clock.now
        try:
            return self._done(job)
        except Cancelled as error:
            return job.died(error.message, "", now())  # its holder is another one by now
        except Retriable as error:
            return self._again(job, error)
        except RevRiseError as error:
            return job.died(_said(error), error.remedy, now())
        except Exception as error:  # noqa: BLE001  # whatever a task does, its job must end
            said = f"this is a mistake in {job.task}: {type(error).__name__}: {error}"
            return job.died(said, "report it; then run the job again", now())

    def _done(self, job: Job) -> Job:
        if job.crashes >= _MOST_CRASHES:
            raise Fatal(
                f"its worker died {job.crashes} times while it ran",
                remedy="see the worker's log of that time, then run the job again",
            )
        task = self.tasks.get(job.task)
        if task is None:
            raise Fatal(
                f"no worker knows the task {job.task}",
                remedy="start the workers with the plugin or version that has it",
            )
        context = RunContext(self.log, job, self.actors(job.actor_id))
        with holding(Held(self.tenant_id, job.id, job.version)):
            result = task.run(context, job.args)
        return job.succeeded(result, self.clock.now())

    def _again(self, job: Job, error: Retriable) -> Job:
        """Queued again, each time after twice as long; dead after the last attempt."""
        task = self.tasks.get(job.task)
        now, tries = self.clock.now(), job.attempts - job.crashes
        if task is None or tries >= task.attempts:
            return job.died(f"{_said(error)}, {tries} times", error.remedy, now)
        wait = min(task.backoff_s * 2 ** (tries - 1), _LONGEST_S)
        return job.put_off(_said(error), error.remedy, now + timedelta(seconds=wait))


def _said(error: RevRiseError) -> str:
    return f"{error.culprit}: {error.message}" if error.culprit else error.message
