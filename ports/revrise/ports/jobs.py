"""Work that is done later, survives crashes and can be watched: jobs, tasks, schedules."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, Protocol, TypeVar

from attrs import Factory, frozen

from revrise.core.governance.actor import Actor
from revrise.ports.query import ALL_ROWS, Query

T = TypeVar("T")
JobState = Literal["queued", "running", "succeeded", "dead", "cancelled"]
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


@frozen
class Progress:
    """`done` of `total` (0: unknown) in the unit that `note` names."""

    done: int = 0
    total: int = 0
    note: str = ""


@frozen
class Job:
    """A job as it stands. `attempts` counts runs; `error` is why it is dead or was tried again."""

    id: str
    task: str
    queue: str
    state: JobState
    actor_id: str
    key: str
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    attempts: int = 0
    progress: Progress = Progress()
    result: Mapping[str, Any] | None = None
    error: str = ""
    remedy: str = ""
    worker: str = ""


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

    `Retriable` is tried again up to `attempts` times, after `backoff_s`, doubling; any other
    error makes the job dead at once, with its message as the reason.
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
