"""Calls that go on once who runs the system has mended something: told by cause, not by call."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.conversations.call import FOR_ADMINS, Call
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import NEVER, All, Column, IsNull, Not, Rule, where
from revrise.core.governance.scope import system_scope
from revrise.core.ids import derived
from revrise.core.jobs.job import Job
from revrise.ports.query import Measure, Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.once import tell_with, today

STOPPED, RESTART = "calls.stopped", "calls.restart"
GOING = ("queued", "running")
_FEW, _FILE = 200, "the file"
_REASON = "count the calls that wait for who runs the system"
_LONGEST = 500
_MEASURES = (Measure("count"), Measure("since", "min", "stopped_at"))


@frozen
class Cause:
    """`remedy` is what has to be done, `calls` how many wait for it, the first of them `since`.

    `error` is what stopped most of them, None where that was not kept; `errors` how many there are.
    `job` starts them again at this moment.
    """

    id: str
    remedy: str
    calls: int
    error: str | None = None
    errors: int = 0
    since: datetime | None = None
    job: str | None = None


@frozen
class Stopped:
    """The use case."""

    desk: Desk

    def causes(self, by: Actor) -> Sequence[Cause]:
        """The commonest first, of all calls. Raises Refused for who does not run the system.

        Neither a call nor its file is named.
        """
        self.desk.scope(by, "plugin", "manage")
        with self.desk.store.read(by) as work:
            rows = self._rows(work)
            going = {one.key: one.id for one in restarts(work, state=GOING)}
        remedies = {row["remedy"] for row in rows}
        found = [_cause([row for row in rows if row["remedy"] == one], going) for one in remedies]
        return sorted(found, key=lambda one: (-one.calls, one.remedy))

    def waiting(self, work: UnitOfWork, cause_id: str) -> tuple[Rule, int]:
        """Which calls wait because of it, and how many: those of no cause are none."""
        rows = [row for row in self._rows(work) if _id(row["remedy"]) == cause_id]
        if not rows:
            return NEVER, 0
        remedy = rows[0]["remedy"]
        return _waiting(remedy), sum(row["count"] for row in rows)

    def _rows(self, work: UnitOfWork) -> Sequence[View]:
        """By remedy and fault; without those that their uploaders go on with."""
        scope = system_scope(work.actor.tenant_id, "call", "read", _REASON)
        failed = Query(where=where(state="failed"))
        rows = work.of(Call).group(scope, ["remedy", "fault"], _MEASURES, failed)
        return [row for row in rows if row["remedy"] and (_administered(row) or row["fault"])]


def restarts(work: UnitOfWork, **like: str | tuple[str, ...]) -> Sequence[Job]:
    """Jobs that start the calls of a cause again, the newest first; `key` is the cause."""
    scope = system_scope(work.actor.tenant_id, "job", "read", _REASON)
    query = Query(where(task=RESTART, **like), (("created_at", True),), _FEW)
    return work.of(Job).load_many(scope, query)


def failed(call: Call, because: str, remedy: str, fault: str | None, at: datetime) -> Call:
    """The call, stopped; what is at fault is told without its file's name."""
    if fault and call.source:
        fault = fault.replace(call.source, _FILE)
    return evolve(
        call,
        state="failed",
        blocked_reason=because[:_LONGEST],
        remedy=remedy,
        stopped_at=at,
        fault=fault[:_LONGEST] if fault else None,
    )


def tell(work: UnitOfWork, desk: Desk, remedy: str) -> None:
    """That calls wait for who runs the system: once a day for what they have to do.

    Raises Conflict where another call tells of it at this moment.
    """
    cause = _id(remedy)
    tell_with(work, desk, STOPPED, cause, f"stopped/{cause}/{today(desk)}", {})


def _id(remedy: str) -> str:
    return derived("cause", remedy)


def _administered(row: View) -> bool:
    return str(row["remedy"]).startswith(FOR_ADMINS)


def _waiting(remedy: str) -> Rule:
    same = where(state="failed", remedy=remedy)
    return same if remedy.startswith(FOR_ADMINS) else All((same, Not(IsNull(Column("fault")))))


def _cause(rows: Sequence[View], going: Mapping[str, str]) -> Cause:
    """Of rows with the same remedy."""
    remedy = rows[0]["remedy"]
    said = sorted(
        (row for row in rows if row["fault"]), key=lambda row: (-row["count"], row["fault"])
    )
    since = [row["since"] for row in rows if row["since"]]
    return Cause(
        _id(remedy),
        remedy.removeprefix(FOR_ADMINS),
        sum(row["count"] for row in rows),
        said[0]["fault"] if said else None,
        len(said),
        min(since, default=None),
        going.get(_id(remedy)),
    )
