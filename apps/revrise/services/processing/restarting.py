"""All calls that one cause stopped, started again once it is mended."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import asdict, evolve, frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict, NotFound, Retriable
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, Rule, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.core.jobs.job import Job
from revrise.core.people.person import Person
from revrise.ports.jobs import Cancelled, JobContext, JobRequest
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.calls.receiving import PROCESS, TRANSCRIBE, first_task, processing
from revrise.services.desk import Desk
from revrise.services.processing.stopped import GOING, RESTART, Stopped, restarts

__all__ = ["RESTART", "Asked", "Restarted", "Restarting"]
_AT_ONCE, _TRIES = 100, 5
_REASON = "start calls again that something stopped"


def _silent(_done: int, _calls: int) -> None:
    """Nobody waits for it."""


@frozen
class Asked:
    """The job that starts them, and how many `calls` waited when it was asked for."""

    job: str
    calls: int


@frozen
class Restarted:
    """How many calls of the `cause` were started; `left`: those a job is at already."""

    cause: str
    started: int
    left: int


@frozen
class _Some:
    """What became of a few of them; `last` is the id of the last."""

    started: int
    left: int
    last: str


@frozen
class Restarting:
    """The use case, for who runs the system. Done twice it starts nothing twice."""

    desk: Desk
    stopped: Stopped

    def ask(self, cause_id: str, by: Actor) -> Asked:
        """Has a job start them; the same one for who asks again before it ended.

        Raises Refused for who does not run the system, NotFound where no call waits because of it
        and no job started any.
        """
        self.desk.scope(by, "plugin", "manage")
        with self.desk.store.begin(by) as work:
            _, calls = self.stopped.waiting(work, cause_id)
            last = next(iter(restarts(work, key=cause_id)), None)
            if last is not None and (last.state in GOING or not calls):
                return Asked(last.id, calls)
            if not calls:
                raise _none(cause_id)
            # Two who ask at the same moment ask for the same job.
            job_id = derived("job", RESTART, cause_id, last.id if last else "")
            told = {"cause": cause_id}
            work.enqueue(JobRequest(job_id, RESTART, by.person_id, told, key=cause_id))
            work.record("job.asked", job_id, {"task": RESTART, **told})
        return Asked(job_id, calls)

    def run(
        self, cause_id: str, by: Actor, tell: Callable[[int, int], object] = _silent
    ) -> Restarted:
        """Starts them here; `tell` hears how many of how many. Raises as `ask`."""
        self.desk.scope(by, "plugin", "manage")
        with self.desk.store.read(by) as work:
            waiting, calls = self.stopped.waiting(work, cause_id)
            if not calls and not restarts(work, key=cause_id):
                raise _none(cause_id)
        started, left, behind = 0, 0, ""
        while some := self._tried(by, cause_id, waiting, behind):
            started, left, behind = started + some.started, left + some.left, some.last
            tell(started + left, calls)
        return Restarted(cause_id, started, left)

    def job(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """The task: the same for who asked. What is not there any more was started before."""
        cause = str(args["cause"])
        tell = lambda done, calls: context.progress(done, max(done, calls), "calls")  # noqa: E731
        return asdict(self.run(cause, context.actor, tell))

    def _tried(self, by: Actor, cause_id: str, waiting: Rule, behind: str) -> _Some | None:
        """Looks again where somebody else took one of them on meanwhile."""
        for _ in range(_TRIES):
            try:
                return self._some(by, cause_id, waiting, behind)
            except Cancelled:
                raise
            except Conflict:
                continue
        raise Retriable("somebody else works on the same calls", culprit=cause_id)

    def _some(self, by: Actor, cause_id: str, waiting: Rule, behind: str) -> _Some | None:
        """The next few by their ids, in one unit of work; None once there are none."""
        rule = All((waiting, Compare(">", Column("id"), Const(behind))))
        with self.desk.store.begin(by) as work:
            query = Query(rule, (("id", False),), _AT_ONCE)
            found = work.of(Call).load_many(_scope(by, "call"), query)
            if not found:
                return None
            taken = self._taken(work, [one.id for one in found])
            due = [one for one in found if one.id not in taken]
            if due:
                self._start(work, due)
                work.record("calls.restarted", cause_id, {"calls": len(due)})
        return _Some(len(due), len(found) - len(due), found[-1].id)

    def _start(self, work: UnitOfWork, due: Sequence[Call]) -> None:
        """As their reps, as long as these are here: they know the names to expect in them."""
        after = [(_again(one), one.version) for one in due]
        work.of(Call).save_many(after, _scope(work.actor, "call", "update"))
        here = self._here(work, {one.owner_id for one in due})
        work.enqueue(
            *(
                processing(
                    first_task(one),
                    one,
                    one.owner_id if one.owner_id in here else work.actor.person_id,
                )
                for one, _ in after
            )
        )

    def _taken(self, work: UnitOfWork, ids: Sequence[str]) -> frozenset[str]:
        """Those that a job takes on already."""
        rule = where(key=tuple(ids), task=(TRANSCRIBE, PROCESS), state=GOING)
        query = Query(rule, columns=("id", "key"))
        rows = work.of(Job).rows(_scope(work.actor, "job"), query)
        return frozenset(row["key"] for row in rows)

    def _here(self, work: UnitOfWork, ids: set[str]) -> frozenset[str]:
        query = Query(where(id=tuple(sorted(ids)), active=True), columns=("id",))
        rows = work.of(Person).rows(_scope(work.actor, "person"), query)
        return frozenset(row["id"] for row in rows)


def _again(call: Call) -> Call:
    return evolve(
        call, state="received", blocked_reason=None, remedy=None, version=call.version + 1
    )


def _none(cause_id: str) -> NotFound:
    return NotFound(
        f"no call waits because of {cause_id}",
        remedy="`revrise calls stopped` lists what calls wait for",
    )


def _scope(by: Actor, resource: str, action: str = "read") -> Scope:
    return system_scope(by.tenant_id, resource, action, _REASON)
