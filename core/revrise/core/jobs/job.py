"""A job: work done later on somebody's behalf.

queued → running → succeeded | dead; back to queued when it is tried again; cancelled on the way.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import Factory, evolve, frozen

from revrise.core.errors import Conflict

ENDED = frozenset({"succeeded", "dead", "cancelled"})


@frozen
class Progress:
    """`done` of `total` (0: unknown) in the unit that `note` names."""

    done: int = 0
    total: int = 0
    note: str = ""


@frozen
class Job:
    """A job as it stands.

    `attempts` counts runs since it was last queued by hand, `crashes` those of them that took
    their worker with them. `error` is why it is dead or is tried again. `run` numbers the times
    it was handed to a worker, `handed` says that one has it. `version` rises with every change
    but progress: a worker that holds an older one has lost the job.
    """

    id: str
    task: str
    queue: str
    state: str
    actor_id: str
    key: str
    created_at: datetime
    due_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    attempts: int = 0
    crashes: int = 0
    run: int = 0
    handed: bool = False
    args: Mapping[str, Any] = Factory(dict)
    progress: Progress = Progress()
    result: Mapping[str, Any] | None = None
    error: str = ""
    remedy: str = ""
    worker: str = ""
    version: int = 1

    @property
    def ended(self) -> bool:
        """Whether nothing will happen to it any more by itself."""
        return self.state in ENDED

    def handed_over(self, queue: str) -> "Job":
        """Given to whoever works on this queue; not a change its holder could lose it by."""
        return evolve(self, queue=queue, run=self.run + 1, handed=True)

    def taken(self, worker: str, at: datetime) -> "Job":
        """Begun by a worker; begun while it still ran elsewhere means that worker was lost."""
        lost = self.state == "running"
        return self._next(
            state="running",
            worker=worker,
            started_at=at,
            attempts=self.attempts + 1,
            crashes=self.crashes + lost,
        )

    def handed_back(self) -> "Job":
        """Put back unfinished by a worker that stops; it costs no attempt."""
        return self._next(state="queued", handed=False, attempts=self.attempts - 1, worker="")

    def succeeded(self, result: Mapping[str, Any] | None, at: datetime) -> "Job":
        """Done."""
        return self._next(state="succeeded", result=result, ended_at=at, error="", remedy="")

    def put_off(self, error: str, remedy: str, until: datetime) -> "Job":
        """To be tried again, not before `until`."""
        waits = {"state": "queued", "handed": False, "due_at": until}
        return self._next(**waits, error=error, remedy=remedy)

    def left(self, error: str, remedy: str, until: datetime) -> "Job":
        """To be done by another worker, not before `until`; it costs no attempt."""
        return evolve(self.put_off(error, remedy, until), attempts=self.attempts - 1)

    def died(self, error: str, remedy: str, at: datetime) -> "Job":
        """Given up, with the reason and the way out."""
        return self._next(state="dead", error=error, remedy=remedy, ended_at=at)

    def cancelled(self, at: datetime) -> "Job":
        """Stopped by a person. Raises Conflict once it has ended."""
        if self.ended:
            raise Conflict(f"this job is {self.state} already", culprit=self.id)
        return self._next(state="cancelled", ended_at=at)

    def retried(self) -> "Job":
        """Queued again by a person, with all its attempts; steps done stay done.

        Raises Conflict unless it is dead or cancelled.
        """
        if self.state not in {"dead", "cancelled"}:
            raise Conflict(
                f"this job is {self.state}", culprit=self.id, remedy="only dead ones are run again"
            )
        fresh = {"attempts": 0, "crashes": 0, "error": "", "remedy": "", "progress": Progress()}
        waits = {"state": "queued", "handed": False, "due_at": None, "ended_at": None}
        return self._next(**waits, **fresh)

    def _next(self, **changes: Any) -> "Job":
        return evolve(self, version=self.version + 1, **changes)
