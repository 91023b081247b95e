"""Going through past calls again when trackers changed: a job that goes on where it was left."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.conversations.tracker_hit import TrackerHit, TrackerPass
from revrise.core.errors import Refused
from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM, Actor, system_actor
from revrise.core.governance.rule import Column, Compare, Const, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.core.jobs.job import Job
from revrise.core.quiet import quiet
from revrise.ports.jobs import JobContext, JobRequest
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.measures.tracker_hits import TrackerHits
from revrise.services.measures.trackers_in_force import newest

LISTEN = "trackers.listen"
CHANGED = frozenset({"call.added", "call.corrected", "call.scored", "consent.given"})
_REASON = "listen to past calls for trackers that changed"
_AT_ONCE, _LATELY = 20, timedelta(days=30)
Tell = Callable[[int, int], object]


@frozen
class Listening:
    """The work of one tenant. What it finds in past calls is kept and told to nobody."""

    desk: Desk
    tenant_id: str

    def run(self, context: JobContext, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """The task: every call that was not gone through for the set in force."""

        def told(done: int, total: int) -> None:
            context.progress(done, total, "call")

        return {"calls": self.everything(told)}

    def happened(self, events: Sequence[Event]) -> None:
        """Calls that were added, scored, put right or agreed to: those the analysis left out."""
        ids = tuple(sorted({one.subject for one in events if one.name in CHANGED}))
        if not ids:
            return
        with self.desk.store.read(self._actor) as work:
            due = TrackerHits(self.desk, work).due(ids)
            query = Query(where=where(id=tuple(due), state="analysed"))
            calls = work.of(Call).load_many(self._scope("call"), query) if due else ()
        self._listen([one.id for one in calls])

    def everything(self, tell: Tell = quiet) -> int:
        """All that is due, in bites, the newest first; `tell` hears how many of all are done.

        Says how many calls were listened to. Whatever is done stays done: begun again, it goes on.
        """
        total, done, listened = self._total(), 0, 0
        for ids in self._bites():
            with self.desk.store.read(self._actor) as work:
                due = TrackerHits(self.desk, work).due(ids)
            listened += self._listen(due)
            done += len(ids)
            tell(done, max(total, done))
        return listened

    def _listen(self, ids: Sequence[str]) -> int:
        """Finds without holding anybody up, then keeps; a call that changed meanwhile is left."""
        if not ids:
            return 0
        with self.desk.store.read(self._actor) as work:
            found = TrackerHits(self.desk, work).find(ids)
        query = Query(where=where(id=tuple(ids), state="analysed"))
        with self.desk.store.begin(self._actor) as work:
            hits = TrackerHits(self.desk, work)
            kept = [
                call.id
                for call in work.of(Call).load_many(self._scope("call"), query)
                if hits.keep(call, found)
            ]
            if kept:
                work.record("call.listened", kept[0], {"calls": len(kept)})
        return len(kept)

    def _bites(self) -> Iterator[Sequence[str]]:
        behind: tuple[datetime, str] | None = None
        columns = ("id", "started_at")
        while True:
            rule, order = where(state="analysed"), (("started_at", True),)
            query = Query(rule, order, _AT_ONCE, columns=columns, behind=behind)
            with self.desk.store.read(self._actor) as work:
                rows = work.of(Call).rows(self._scope("call"), query)
            if not rows:
                return
            yield [row["id"] for row in rows]
            behind = (rows[-1]["started_at"], rows[-1]["id"])

    def _total(self) -> int:
        with self.desk.store.read(self._actor) as work:
            return work.of(Call).count(self._scope("call"), Query(where=where(state="analysed")))

    @property
    def _actor(self) -> Actor:
        return system_actor(self.tenant_id)

    def _scope(self, resource: str) -> Scope:
        return system_scope(self.tenant_id, resource, "read", _REASON)


@frozen
class ListenedSoFar:
    """How far past calls are gone through for a set: `state` is that of the job.

    `state` None: no job was asked for, so that they are gone through at night.
    """

    state: str | None
    done: int
    total: int
    error: str


@frozen
class Lately:
    """Of `calls` that were gone through since then, in how many each tracker was met, by its id."""

    since: datetime
    calls: int
    met: Mapping[str, int]


@frozen
class PastCalls:
    """The use cases."""

    desk: Desk

    def so_far(self, by: Actor) -> ListenedSoFar | None:
        """For the set in force; None where there is none. Raises Refused as for trackers."""
        self.desk.scope(by, "tracker")
        with self.desk.store.read(by) as work:
            text = newest(work)
            if text is None:
                return None
            scope = system_scope(by.tenant_id, "job", "read", _REASON)
            query = Query(where=where(id=job_id(by.tenant_id, text.number)))
            jobs: Sequence[Job] = work.of(Job).load_many(scope, query)
        if not jobs:
            return ListenedSoFar(None, 0, 0, "")
        (job,) = jobs
        return ListenedSoFar(job.state, job.progress.done, job.progress.total, job.error)

    def lately(self, by: Actor, since: datetime | None = None) -> Lately | None:
        """Among the calls in reach that began then or later, else in 30 days.

        None for who may read no calls.
        """
        try:
            hits, passes = (self.desk.scope(by, f"tracker_{name}") for name in ("hit", "pass"))
        except Refused:
            return None
        begun = since or self.desk.clock.now() - _LATELY
        query = Query(where=Compare(">=", Column("started_at"), Const(begun)))
        with self.desk.store.read(by) as work:
            calls = work.of(TrackerPass).count(passes, query)
            rows = work.of(TrackerHit).group(hits, ("tracker",), query=query)
        return Lately(begun, calls, {str(row["tracker"]): int(row["count"]) for row in rows})

    def catch_up(self, by: Actor, tell: Tell = quiet) -> int:
        """Goes through what is due now, where no worker does. Says how many calls.

        Raises Refused for who may not set trackers.
        """
        self.desk.scope(by, "tracker", "create")
        return Listening(self.desk, by.tenant_id).everything(tell)


def job_id(tenant_id: str, number: int) -> str:
    """One job a set."""
    return derived("job", LISTEN, tenant_id, str(number))


def ask(work: UnitOfWork, number: int) -> None:
    """Has past calls gone through for set `number`, once this is committed."""
    job = job_id(work.actor.tenant_id, number)
    work.enqueue(JobRequest(job, LISTEN, SYSTEM, {"number": number}, key="trackers"))
