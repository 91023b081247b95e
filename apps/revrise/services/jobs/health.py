"""How it goes: what waits in queues and outbox. Counts only, nothing of what they hold."""

from collections.abc import Mapping
from datetime import datetime

from attrs import frozen

from revrise.core.governance.actor import system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.jobs.job import Job
from revrise.ports.query import Query
from revrise.services.desk import Desk

_REASON = "tell whether work is being done"
_LOOKED_AT = 50


@frozen
class Pulse:
    """Jobs by (queue, state), and two waits in seconds.

    They are those of the job and of the event that waited longest although it could be done.
    """

    jobs: Mapping[tuple[str, str], int]
    job_wait_s: float
    event_wait_s: float


@frozen
class Health:
    """Asked by monitoring, on nobody's behalf."""

    desk: Desk
    tenant_id: str

    def pulse(self) -> Pulse:
        """How many jobs there are, and for how long work has been waiting."""
        now = self.desk.clock.now()
        scope = system_scope(self.tenant_id, "job", "read", _REASON)
        queued = Query(
            where=where(state="queued"), order=(("created_at", False),), limit=_LOOKED_AT
        )
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            groups = work.of(Job).group(scope, ("queue", "state"))
            waiting = work.of(Job).load_many(scope, queued)
        since = [max(job.created_at, job.due_at or job.created_at) for job in waiting]
        events = self.desk.store.outbox(self.tenant_id, 1)
        return Pulse(
            {(row["queue"] or "none", row["state"]): row["count"] for row in groups},
            _wait(now, since),
            _wait(now, [event.at for _, event in events]),
        )


def _wait(now: datetime, since: list[datetime]) -> float:
    return max([0.0, *((now - at).total_seconds() for at in since if at <= now)])
