"""Runs one job: finds its task and actor, does the work, settles how it ended."""

import json
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from datetime import timedelta
from threading import Lock
from typing import Any, TypeVar

import structlog
from attrs import field, frozen

from revrise.adapters.jobs.context import RunContext
from revrise.adapters.rows.fence import Held, holding
from revrise.core.errors import Clash, Fatal, Retriable, RevRiseError, Stale
from revrise.core.governance.actor import Actor
from revrise.core.jobs.job import Job
from revrise.ports.clock import Clock
from revrise.ports.jobs import Cancelled, JobLog, NotHere, Task

T = TypeVar("T")
_log = structlog.get_logger("revrise.jobs")
_SUSPECT = 2
_LONGEST_S, _LONGEST_TEXT = 3600.0, 2_000
_ELSEWHERE_S = 60.0


def _at_once(call: Callable[[], T]) -> T:
    return call()


@frozen
class Runner:
    """Runs jobs of one tenant as `worker`. `actors` finds a person as the policy sees them."""

    log: JobLog
    tasks: Mapping[str, Task]
    actors: Callable[[str], Actor]
    clock: Clock
    tenant_id: str
    worker: str
    waits: Clock
    most_crashes: int = 5
    running: dict[str, Job] = field(factory=dict)
    suspects: AbstractContextManager[bool] = field(factory=Lock)

    def queue_of(self, task: str) -> str:
        """The queue of a task; unknown ones go to `relay`, whose worker says so."""
        known = self.tasks.get(task)
        return known.queue if known else "relay"

    def run(
        self, job_id: str, run: int, surely: Callable[[Callable[[], Any]], Any] = _at_once
    ) -> None:
        """Runs a job that was handed over, unless somebody ended it meanwhile.

        `surely` calls what must not be lost when the database is away.
        """
        with ExitStack() as stack:
            me, at, alone = self.worker, self.clock.now(), self._alone_in(stack)
            tenant = self.tenant_id
            job = surely(lambda: self.log.take(tenant, job_id, run, me, at, alone))
            if job is not None:
                self._hold(job, surely)

    def _hold(self, job: Job, surely: Callable[[Callable[[], Any]], Any]) -> None:
        self.running[job.id] = job
        try:
            ending = self.ending(job)
            kept = self._settled(ending, surely)
        except RevRiseError as error:  # the database takes no such answer
            ending = job.died("its answer cannot be kept", _plain(str(error)), self.clock.now())
            kept = self._settled(ending, surely)
        finally:
            self.running.pop(job.id, None)
        _tell(ending, kept=kept)

    def _settled(self, ending: Job, surely: Callable[[Callable[[], Any]], Any]) -> bool:
        return bool(surely(lambda: self.log.settle(self.tenant_id, ending)))

    def _alone_in(self, stack: ExitStack) -> Callable[[Job], None]:
        """Lets one suspect at a time run here, so that a deadly job takes no other with it."""

        def wait(job: Job) -> None:
            stack.pop_all().close()  # asked again when somebody else changed the job meanwhile
            if job.crashes + (job.state == "running") >= _SUSPECT:
                stack.enter_context(self.suspects)

        return wait

    def ending(self, job: Job) -> Job:
        """What becomes of a job that was begun. Never raises."""
        now = self.clock.now
        try:
            return self._done(job)
        except Cancelled as error:
            return job.died(error.message, "", now())  # its holder is another one by now
        except (Retriable, Stale, Clash) as error:  # to run again is to load it again
            return self._again(job, error)
        except RevRiseError as error:
            return job.died(_said(error), _plain(error.remedy), now())
        except Exception as error:  # noqa: BLE001  # whatever a task does, its job must end
            said = f"this is a mistake in {job.task}: {type(error).__name__}: {error}"
            return job.died(_plain(said), "report it; then run the job again", now())

    def _done(self, job: Job) -> Job:
        if job.crashes >= self.most_crashes:
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
        json.dumps(result, allow_nan=False)  # what cannot be kept is the task's mistake
        return job.succeeded(result, self.clock.now())

    def _again(self, job: Job, error: RevRiseError) -> Job:
        """Queued again, each time after twice as long; dead after the last attempt."""
        if isinstance(error, NotHere):
            return self._left(job, error)
        task = self.tasks.get(job.task)
        tries = job.attempts - job.crashes
        if task is None or tries >= task.attempts:
            return job.died(
                f"{_said(error)}, {tries} times", _plain(error.remedy), self.clock.now()
            )
        wait = min(task.backoff_s * 2 ** (tries - 1), _LONGEST_S)
        return job.put_off(
            _said(error), _plain(error.remedy), self.waits.now() + timedelta(seconds=wait)
        )

    def _left(self, job: Job, error: NotHere) -> Job:
        """To whoever has what it takes; looked at less and less often, but for ever."""
        waited = (self.clock.now() - job.created_at).total_seconds()
        wait = min(max(self.tasks[job.task].backoff_s, waited), _ELSEWHERE_S)
        _log.warning("job left to others", job=job.id, task=job.task, remedy=error.remedy)
        until = self.waits.now() + timedelta(seconds=wait)
        return job.left(_said(error), _plain(error.remedy), until)


def _tell(job: Job, *, kept: bool) -> None:
    if not kept:
        _log.info("job lost to another", job=job.id, task=job.task)
    elif job.state == "dead":
        _log.warning("job dead", job=job.id, task=job.task, reason=job.error, remedy=job.remedy)
    else:
        state = "put off" if job.state == "queued" else job.state
        why = {"reason": job.error} if job.error else {}
        _log.info(f"job {state}", job=job.id, task=job.task, **why)


def _said(error: RevRiseError) -> str:
    said = f"{error.culprit}: {error.message}" if error.culprit else error.message
    return _plain(said)


def _plain(text: str) -> str:
    """Text that every database keeps, of a length that people read."""
    kept = text.replace("\0", " ").encode("utf-8", "replace").decode()
    return kept[:_LONGEST_TEXT]
