"""Work that is done later, survives crashes and can be watched: jobs, tasks, schedules."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from attrs import Factory, frozen

from revrise.core.errors import Conflict, Retriable
from revrise.core.governance.actor import Actor
from revrise.core.jobs.job import Job, Progress
from revrise.core.quiet import quiet
from revrise.ports.query import ALL_ROWS, Query

T = TypeVar("T")
__all__ = [
    "QUEUES",
    "Cancelled",
    "Job",
    "JobContext",
    "JobEngine",
    "JobLog",
    "JobRequest",
    "NotHere",
    "Progress",
    "Schedule",
    "Task",
    "Working",
]
QUEUES = ("relay", "speech", "scoring", "sync", "analytics", "delivery")


@frozen
class JobRequest:
    """Work to do later as `actor_id`: the task of this name with JSON-able `args`.

    The same `id` is the same job: enqueued twice it runs once. `key` is what shows on screens of
    what it is about (the id of a call, a connector, …), never personal data.
    """

    id: str
    task: str
    actor_id: str
    args: Mapping[str, Any] = Factory(dict)
    key: str = ""

    def queued(self, at: datetime) -> Job:
        """The job that is asked for; its queue is that of its task, known to the worker."""
        asked = (self.id, self.task, "", "queued", self.actor_id, self.key)
        return Job(*asked, created_at=at, args=dict(self.args))


class Cancelled(Conflict):
    """The running job was cancelled or taken over by another worker: stop, nothing more counts."""


class NotHere(Retriable):
    """The worker lacks what others have: the job waits for one of them and has lost no try."""


class JobContext(Protocol):
    """What a running task sees of its job."""

    @property
    def job_id(self) -> str:
        """Its job's id."""
        ...

    @property
    def actor(self) -> Actor:
        """On whose behalf it runs, as the policy sees them now."""
        ...

    def step(self, name: str, work: Callable[[], T]) -> T:
        """Does `work` once and remembers its JSON-able answer: a resumed job skips it.

        `work` may run twice when the process dies between doing and remembering, so what it does
        must be idempotent. Raises Cancelled between steps when somebody cancelled the job.
        """
        ...

    def progress(self, done: int, total: int = 0, note: str = "") -> None:
        """How far it is; shown, never relied upon."""
        ...


@frozen
class Task:
    """A kind of job. `run` gets the context and the arguments, and answers JSON or None.

    `Retriable`, `Stale` and `Clash` are tried again up to `attempts` times, after `backoff_s`,
    doubling; any other error makes the job dead at once, with its message as the reason. `NotHere`
    is tried again until a worker has what it takes.
    """

    name: str
    queue: str
    run: Callable[[JobContext, Mapping[str, Any]], Mapping[str, Any] | None]
    title_en: str = ""
    title_zh: str = ""
    attempts: int = 5
    backoff_s: float = 5.0


@frozen
class Schedule:
    """Enqueues `task` at the times of a five-field cron expression in UTC, once a time."""

    name: str
    cron: str
    task: str
    args: Mapping[str, Any] = Factory(dict)
    actor_id: str = "system"


@frozen
class Working:
    """A worker that has not left. `seen_at` is when it last said so, by its own clock."""

    id: str
    queues: tuple[str, ...]
    seen_at: datetime


class JobEngine(Protocol):
    """Keeps jobs. Rows are behind the policy's resource `job`: own ones, or all for an admin.

    `work.enqueue(request)` of a unit of work puts a job in with the transaction; `enqueue` here
    is for what has no business write beside it.
    """

    def enqueue(self, request: JobRequest, tenant_id: str) -> str:
        """Takes a job in and says its id. Known ids change nothing."""
        ...

    def get(self, job_id: str, by: Actor) -> Job:
        """Raises NotFound when hidden or missing."""
        ...

    def list(self, by: Actor, query: Query = ALL_ROWS) -> Sequence[Job]:
        """The jobs in reach, newest first; `query` filters on the fields of Job."""
        ...

    def retry(self, job_id: str, by: Actor) -> Job:
        """Runs a dead or cancelled job again. Raises Conflict in any other state."""
        ...

    def cancel(self, job_id: str, by: Actor) -> Job:
        """Stops a queued or running job. Raises Conflict once it has ended."""
        ...

    def tasks(self) -> Sequence[Task]:
        """Every task that is known."""
        ...

    def workers(self) -> Sequence[Working]:
        """Who runs jobs now; a dead one is among them until its lease has lapsed."""
        ...

    def run_all(self, until: datetime | None = None) -> int:
        """Runs in this thread what is due, and what that queues; says how many runs it took.

        `until` runs what is due by then: retries that wait for their time too.
        """
        ...


AHEAD = timedelta(days=2)
"""A clock that is set back by less makes a schedule wait that long, and nothing be done twice."""


class JobLog(Protocol):
    """Where a job is kept while workers run it: bookkeeping, so it leaves no audit entry.

    A worker holds a job by its `version`; whoever holds an older one changes nothing more.
    """

    def put(self, tenant_id: str, jobs: Sequence[Job]) -> None:
        """Takes jobs in. Known ids change nothing."""
        ...

    def hand_over(
        self,
        tenant_id: str,
        at: datetime,
        queue_of: Callable[[str], str],
        give: Callable[[Any, Sequence[Job]], None],
        limit: int = 100,
    ) -> Sequence[Job]:
        """Hands the queued jobs that are due to `give`, in one transaction (its first argument).

        `queue_of` says the queue of a task. A job is given once, whoever else asks at that time.
        """
        ...

    def take(
        self,
        tenant_id: str,
        job_id: str,
        run: int,
        worker: str,
        at: datetime,
        first: Callable[[Job], object] = quiet,
    ) -> Job | None:
        """Begins a run of a job that was handed over; None when there is nothing to run.

        `first` is called with the job as it was, and may take its time.
        """
        ...

    def settle(self, tenant_id: str, job: Job) -> bool:
        """Stores the job a worker holds as its next version; False when it lost it."""
        ...

    def handed(self, tenant_id: str, limit: int = 500) -> Sequence[Job]:
        """Jobs that were given to somebody and have not ended, the oldest first."""
        ...

    def report(self, tenant_id: str, job: Job, progress: Progress) -> bool:
        """Stores how far it is; False when it is held no longer."""
        ...

    def recall(self, tenant_id: str, job_id: str) -> Mapping[str, Any]:
        """The answers of the steps that are done, by name."""
        ...

    def remember(self, tenant_id: str, job: Job, step: str, answer: Any) -> bool:
        """Stores the answer of a step; False when the job is held no longer."""
        ...

    def due(self, tenant_id: str, schedule: str, latest: datetime, job: Job) -> bool:
        """Puts `job` in unless the schedule has been served up to `latest`; says if it did.

        A schedule seen for the first time counts as served. Served further ahead of the job's
        time than `AHEAD`, it was so before the clock was set back, and counts for nothing.
        """
        ...
