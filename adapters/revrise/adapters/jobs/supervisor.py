"""Finds what nobody works on any more, and lets others have it."""

from collections.abc import Sequence
from time import monotonic

import structlog
from attrs import define, evolve, field

from revrise.adapters.jobs.durable import DurableQueue, Pending
from revrise.adapters.jobs.lease import Watch
from revrise.adapters.sql.workers import Beating, SqlWorkers
from revrise.core.errors import Fatal
from revrise.ports.clock import Clock
from revrise.ports.jobs import JobLog

_log = structlog.get_logger("revrise.jobs")


_TIDY_S = 300.0


class Ousted(Fatal):
    """Another process has this worker's place: this one must end."""


@define
class Supervisor:
    """One worker's look at all of them; every worker has one, so any can take over."""

    me: Beating
    tenant_id: str
    workers: SqlWorkers
    queue: DurableQueue
    log: JobLog
    clock: Clock
    watch: Watch
    _missing: dict[str, int] = field(factory=dict)
    _idle: dict[str, float] = field(factory=dict)
    _tidied: float = field(factory=monotonic)

    def beat(self) -> None:
        """Says that this worker lives. Raises Ousted when another process has its place."""
        boot = self.workers.beat(self.me, self.clock.now())
        if boot is None:  # taken for dead while it was stopped: it starts afresh
            _log.warning("worker was taken for dead", worker=self.me.id)
            # By a count that nobody has seen of it, or it would be as silent as before.
            self.me = evolve(self.me, beats=self.me.beats - 1, seen_at=self.clock.now())
            self.workers.join(self.me)
        elif boot != self.me.boot:
            raise Ousted(
                f"another process works as {self.me.id}",
                remedy="give each worker of a machine its own --slot",
            )

    def turn(self) -> None:
        """Everything that has to be looked at from time to time."""
        self.look()
        self.mend()
        if monotonic() - self._tidied > _TIDY_S:
            self._tidied = monotonic()
            self.queue.tidy()

    def look(self) -> int:
        """Takes over from workers whose lease has lapsed; says how many runs it freed.

        Also what this worker itself was given and never began.
        """
        pending = self.queue.pending()  # first: whoever has a run has joined before
        workers = self.workers.all()
        for lapsed in self.watch.lapsed(workers):
            silent = next(one for one in workers if one.id == lapsed)
            if silent.boot == self.me.boot:  # whoever looks lives: a locked database let no beat in
                continue
            if self.workers.bury(silent):
                _log.warning("worker is dead", worker=lapsed, beats=silent.beats)
        alive = {worker.id for worker in self.workers.all()} | {self.me.id}
        orphans = [run for run in pending if run.worker not in alive]
        if orphans:
            self.queue.resume(orphans)
            _log.warning("taken over", runs=len(orphans), of=sorted({r.worker for r in orphans}))
        return len(orphans) + self._begin_again(pending)

    def _begin_again(self, pending: Sequence[Pending]) -> int:
        """Frees own runs that nothing here has been doing for a lease.

        The database failed between a run being given and its beginning, or while a worker that
        started again asked for its own: DBOS logs that and would leave it until the next start.
        """
        now = monotonic()
        idle = self.queue.idle(pending)
        self._idle = {one.id: self._idle.get(one.id, now) for one in idle}
        lost = [one for one in idle if now - self._idle[one.id] > self.watch.lease_s]
        if lost:
            self.queue.resume(lost)
            self._idle = {}
            _log.warning("given but never begun", runs=len(lost))
        return len(lost)

    def mend(self) -> int:
        """Queues again the jobs whose run is over although they are not; says how many.

        That takes a failure between the two, so it is believed only when seen twice.
        """
        lost = self.queue.over(self.log.handed(self.tenant_id))
        seen = {job.id: job.version for job in lost}
        twice = [job for job in lost if self._missing.get(job.id) == job.version]
        self._missing = seen
        for job in twice:
            if self.log.settle(self.tenant_id, job.handed_back()):
                _log.warning("job lost its run", job=job.id, task=job.task)
        return len(twice)
