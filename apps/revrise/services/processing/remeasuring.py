"""Calls that other detectors heard than are in use now, measured again.

A detector of a plugin comes, goes or changes: what is kept of calls says so in its definitions and
is never taken together with the rest; here it becomes one again. Scorecards stay as they were
given: `rubrics backscore` gives new ones.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import asdict, evolve, frozen

from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.errors import Conflict
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.quiet import quiet
from revrise.ports.jobs import JobContext
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.lawful import NEEDED, all_agree
from revrise.services.measures.analysing import Analyst
from revrise.services.measures.measuring import ask
from revrise.services.measures.resting import rests_on
from revrise.services.processing.in_step import declare
from revrise.services.processing.indexing import Indexing

REMEASURE = "calls.remeasure"
_LOOKED_AT, _AT_ONCE = 200, 10
_REASON = "measure calls again that other detectors heard"


@frozen
class Remeasured:
    """How many calls were looked at; of those measured again; `left`: that may not be, now."""

    calls: int
    measured: int
    left: int


@frozen
class Remeasuring:
    """The use case, for who runs the system. Done twice it changes nothing; stopped, it goes on.

    Workers that began before and have other detectors leave calls to others from then on.
    """

    desk: Desk
    analyst: Analyst

    def run(self, by: Actor, tell: Callable[[int], object] = quiet) -> Remeasured:
        """Every call of the tenant; `tell` hears how many were looked at. Raises Refused."""
        self.desk.scope(by, "plugin", "manage")
        declare(self.desk, by, self.analyst)  # first: a worker without them begins none behind us
        seen, done, left, behind = 0, 0, 0, ""
        while rows := self._rows(by, behind):
            due = [row["id"] for row in rows if self._stale(row)]
            for begin in range(0, len(due), _AT_ONCE):
                some = due[begin : begin + _AT_ONCE]
                kept = self._some(by, some)
                done, left = done + len(kept), left + len(some) - len(kept)
                # At once: a worker with the former detectors finds nothing due.
                Indexing(self.desk, by.tenant_id, self.analyst).those(kept)
            seen, behind = seen + len(rows), rows[-1]["id"]
            tell(seen)
        return Remeasured(seen, done, left)

    def job(self, context: JobContext, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """The task: the same for who asked, with how many were looked at as its progress."""
        return asdict(self.run(context.actor, lambda seen: context.progress(seen, 0, "calls")))

    def _rows(self, by: Actor, behind: str) -> Sequence[Mapping[str, Any]]:
        rule = All((where(state="analysed"), Compare(">", Column("id"), Const(behind))))
        columns = ("id", "language", "metrics")
        query = Query(rule, (("id", False),), _LOOKED_AT, columns=columns)
        with self.desk.store.read(by) as work:
            return work.of(Call).rows(_scope(by, "call"), query)

    def _stale(self, row: Mapping[str, Any]) -> bool:
        """Whether its numbers rest on other detectors than would be asked now."""
        return rests_on(row["metrics"]) != self.analyst.resting(row["language"] or "")

    def _some(self, by: Actor, ids: Sequence[str]) -> Sequence[str]:
        """Measures outside the write, which takes long; says of which it was kept."""
        with self.desk.store.read(by) as work:
            query = Query(where=where(call_id=tuple(ids)))
            said = work.of(CallTranscript).load_many(_scope(by, "call_transcript"), query)
        made = {one.call_id: self.analyst.hear(one.transcript) for one in said}
        return [one.call_id for one in said if self._kept(by, one, made[one.call_id])]

    def _kept(self, by: Actor, words: CallTranscript, found: CallAnalysis) -> bool:
        """If it may be measured now, and nobody put it right meanwhile: then it is measured."""
        try:
            with self.desk.store.begin(by) as work:
                call = work.of(Call).load(words.call_id, _scope(by, "call"))
                query = Query(where=where(id=words.id, version=words.version))
                same = work.of(CallTranscript).count(_scope(by, "call_transcript"), query)
                if not same or call.state != "analysed" or not self._agreed(work, call):
                    return False
                after = evolve(
                    call,
                    metrics=found.metrics,
                    objections=found.objections,
                    version=call.version + 1,
                )
                work.of(Call).save(after, _scope(by, "call", "update"), expected=call.version)
                work.spoken.drop(call.id)
                ask(work, self.desk.ids.new("job"), (call.id,))
                work.record("call.remeasured", call.id)
        except Conflict:
            return False
        return True

    def _agreed(self, work: UnitOfWork, call: Call) -> bool:
        return all_agree(work, call, NEEDED, self.desk.clock.now())


def _scope(by: Actor, resource: str, action: str = "read") -> Scope:
    return system_scope(by.tenant_id, resource, action, _REASON)
