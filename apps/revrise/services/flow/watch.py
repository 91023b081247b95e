"""The cheap look around, once a second: what waits is queued, what went wrong is told."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from time import time

from attrs import define, field

from revrise.core.errors import Conflict
from revrise.core.governance.actor import SYSTEM, system_actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.governance.scope import system_scope
from revrise.core.ids import derived
from revrise.core.jobs.job import Job
from revrise.core.quiet import quiet
from revrise.ports.catalogue import Catalogue
from revrise.ports.jobs import JobEngine, JobRequest
from revrise.ports.query import Query
from revrise.services.calls.receiving import PROCESS, TRANSCRIBE
from revrise.services.desk import Desk
from revrise.services.flow.relay import RELAY
from revrise.services.once import tell_once, today
from revrise.services.webhooks.delivering import Delivering, deliver_job

_REASON = "watch the jobs of a tenant"
_BACK = timedelta(days=1)
_SELDOM = 10
BY_CAUSE = (TRANSCRIBE, PROCESS)


@define
class Watch:
    """One of a worker's turns. Whatever it queues or tells, it does once, whoever else looks."""

    desk: Desk
    tenant_id: str
    engine: Callable[[], JobEngine]
    delivering: Delivering
    catalogue: Catalogue
    on_end: Callable[[Job], None] = lambda _: None
    syncs: Callable[[], object] = quiet
    checkpoints: Callable[[], object] = quiet
    _turns: int = 0
    _dead_since: datetime | None = None
    _dead: set[tuple[str, int]] = field(factory=set)
    _quarantined: set[str] = field(factory=set)
    _stumbled: dict[str, int] = field(factory=dict)

    def tick(self) -> bool:
        """Looks; says whether a relay was needed."""
        waiting = self.desk.store.outbox(self.tenant_id, 1)
        if waiting:
            self._relay(waiting[0][0])
        self._webhooks()
        if self._turns % _SELDOM == 0:
            self._ended_jobs()
            self._plugins()
            with suppress(Conflict):  # another worker looked at the same moment
                self.syncs()
            self.checkpoints()
        self._turns += 1
        return bool(waiting)

    def _relay(self, oldest: str) -> None:
        """The same job for the same oldest event; another one if that still waits a minute on."""
        job = derived("job", RELAY, oldest, str(int(time() // 60)))
        self.engine().enqueue(JobRequest(job, RELAY, SYSTEM), self.tenant_id)

    def _webhooks(self) -> None:
        for endpoint_id, at in self.delivering.due_endpoints():
            request = deliver_job(endpoint_id, at.isoformat(), str(int(time() // 60)))
            self.engine().enqueue(request, self.tenant_id)

    def _ended_jobs(self) -> None:
        """Those that ended without their work: given up, or stopped by somebody."""
        now = self.desk.clock.now()
        since = min(self._dead_since or now - _BACK, now)  # the clock may have been set back
        late = Compare(">=", Column("ended_at"), Const(since))
        ended = where(state=("dead", "cancelled"))
        query = Query(where=All((ended, late)), order=(("ended_at", False),))
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            scope = system_scope(self.tenant_id, "job", "read", _REASON)
            found = work.of(Job).load_many(scope, query)
        for job in found:
            if (job.id, job.run) in self._dead:
                continue
            self.on_end(job)
            if job.state == "dead":
                data = {"task": job.task, "owner": job.actor_id}
                self._tell("job.dead", job.id, self._death(job), data)
            self._dead.add((job.id, job.run))
            self._dead_since = job.ended_at

    def _plugins(self) -> None:
        for one in self.catalogue.states():
            if one.state == "quarantined" and one.id not in self._quarantined:
                self._quarantined.add(one.id)
                key = f"quarantined/{one.id}/{one.code}/{today(self.desk)}"
                self._tell("plugin.quarantined", one.id, key, {})
            if one.stumbles > self._stumbled.get(one.id, 0):
                self._stumbled[one.id] = one.stumbles
                key, data = f"stumbled/{one.id}/{today(self.desk)}", {"times": str(one.stumbles)}
                self._tell("plugin.stumbled", one.id, key, data)

    def _death(self, job: Job) -> str:
        """Calls die by hundreds of what stops them all: one of them is told of, once a day."""
        if job.task in BY_CAUSE:
            return f"dead/{derived('cause', job.task, job.error)}/{today(self.desk)}"
        return f"dead/{job.id}/{job.run}"

    def _tell(self, name: str, subject: str, key: str, data: dict[str, str]) -> None:
        tell_once(self.desk, self.tenant_id, name, subject, key, data)
