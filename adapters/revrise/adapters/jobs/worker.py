"""A worker: hands due jobs over, runs its share, keeps its lease and watches the others'."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Event, Lock, Thread
from typing import TypeVar
from uuid import uuid4

import structlog
from attrs import define, evolve, field, frozen
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from revrise.adapters.jobs import cron, hush
from revrise.adapters.jobs.durable import DurableQueue
from revrise.adapters.jobs.lease import Watch
from revrise.adapters.jobs.running import Runner
from revrise.adapters.jobs.steady import SteadyClock
from revrise.adapters.jobs.supervisor import Ousted, Supervisor
from revrise.adapters.sql.workers import Beating, SqlWorkers
from revrise.core.errors import RevRiseError
from revrise.core.quiet import quiet
from revrise.ports.jobs import Schedule

T = TypeVar("T")
_log = structlog.get_logger("revrise.jobs")
_FULL, _LONGEST_PAUSE_S = 200, 5.0


@frozen
class Plan:
    """How a worker works. `limits` is queue → how many jobs run at once; seconds elsewhere."""

    limits: Mapping[str, int]
    lease_s: float = 15.0
    poll_s: float = 0.2
    grace_s: float = 20.0
    look_s: float = 1.0


@define
class Worker:
    """One process's worker. `start` returns at once; `failed` says why it cannot go on."""

    runner: Runner
    queue: DurableQueue
    workers: SqlWorkers
    schedules: Sequence[Schedule]
    plan: Plan
    look: Callable[[], object] = quiet
    _stop: Event = field(factory=Event)
    _threads: list[Thread] = field(factory=list)
    _asked: dict[str, datetime] = field(factory=dict)
    _supervisor: Supervisor | None = None
    failed: RevRiseError | None = None

    def start(self) -> None:
        """Joins the workers and begins to work."""
        clock, names = self.runner.clock, " ".join(self.plan.limits)
        me = Beating(self.runner.worker, uuid4().hex, 0, names, clock.now())
        self.workers.join(me)
        watch = Watch(self.plan.lease_s)
        tenant = self.runner.tenant_id
        self._supervisor = Supervisor(
            me, tenant, self.workers, self.queue, self.runner.log, clock, watch
        )
        beat, *others = self._turns(self._supervisor)
        self._begin(*beat)  # before the queue is open, which may take longer than a lease
        try:
            self.queue.open(self._run, self.plan.limits)
        except BaseException:
            self._stop.set()  # else it would beat on, and nobody take over what it had
            raise
        for one in others:
            self._begin(*one)
        _log.info("worker started", worker=me.id, queues=names)

    def wait(self, timeout_s: float | None = None) -> bool:
        """Waits until it is to stop; says whether it is."""
        return self._stop.wait(timeout_s)

    def ask_to_stop(self) -> None:
        """Lets `wait` return; safe in a signal handler."""
        self._stop.set()

    def stop(self) -> None:
        """Takes no more jobs, waits for those that run, hands the rest back and leaves."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=self.plan.lease_s)
        self.queue.close(self.plan.grace_s if self.runner.running else 0)
        for job in list(self.runner.running.values()):
            if self.runner.log.settle(self.runner.tenant_id, job.handed_back()):
                _log.info("job handed back", job=job.id, task=job.task)
        if self._supervisor is not None:
            self.workers.leave(self._supervisor.me)
        _log.info("worker stopped", worker=self.runner.worker)

    def patiently(self, call: Callable[[], T]) -> T:
        """The answer of a call, tried again while the database is away, locked or full."""
        pause = 0.1
        while True:
            try:
                return call()
            except RevRiseError as error:
                if self._stop.is_set() or not isinstance(error.__cause__, OperationalError):
                    raise
                hush.warn("waiting for the database", str(error))
                self._stop.wait(pause)
                pause = min(pause * 2, _LONGEST_PAUSE_S)

    def _run(self, job_id: str, run: int) -> None:
        self.runner.run(job_id, run, self.patiently)

    def _begin(self, name: str, turn: Callable[[], object], every_s: float) -> None:
        thread = Thread(target=self._loop, args=(turn, every_s), name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def _turns(self, supervisor: Supervisor) -> list[tuple[str, Callable[[], object], float]]:
        third = self.plan.lease_s / 3
        return [
            ("jobs-beat", supervisor.beat, third),
            ("jobs-look", supervisor.turn, third),
            ("jobs-give", self._give, self.plan.poll_s),
            ("jobs-cron", self._serve, max(self.plan.poll_s, 0.5)),
            ("jobs-flow", self.look, self.plan.look_s),
        ]

    def _give(self) -> None:
        """Hands over what is due, as long as there is plenty."""
        at, runner = self.runner.waits.now(), self.runner
        while not self._stop.is_set():
            given = runner.log.hand_over(
                runner.tenant_id, at, runner.queue_of, self.queue.give, _FULL
            )
            if len(given) < _FULL:
                return

    def _serve(self) -> None:
        now = self.runner.clock.now()
        cron.serve(self.runner.log, self.runner.tenant_id, self.schedules, now, self._asked)

    def _loop(self, turn: Callable[[], object], every_s: float) -> None:
        """Takes turns until the worker stops; a database that is away costs turns, no more."""
        while not self._stop.is_set():
            try:
                turn()
            except Ousted as error:
                self.failed = error
                self._stop.set()
            except RevRiseError as error:
                hush.warn("the worker's round failed", str(error))
            except Exception as error:  # noqa: BLE001  # nothing may end the loop but the worker
                hush.warn("the worker's round broke", f"{type(error).__name__}: {error}")
            self._stop.wait(every_s)


def worker(
    engine: Engine,
    runner: Runner,
    schedules: Sequence[Schedule],
    plan: Plan,
    name: str,
    look: Callable[[], object] = quiet,
) -> Worker:
    """A worker on a database, called `name`; not started yet.

    `look` is called every `plan.look_s`: it queues what became due in the business.
    """
    mine = evolve(runner, worker=name, waits=SteadyClock(runner.clock), running={}, suspects=Lock())
    queue = DurableQueue(engine, runner.tenant_id, name, plan.poll_s)
    return Worker(mine, queue, SqlWorkers(engine, runner.tenant_id), schedules, plan, look)
