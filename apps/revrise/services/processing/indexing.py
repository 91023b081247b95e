"""Calls into the index of what was said, and out of it again.

What the index holds is what anybody may read who may read a call: words that are hidden from
readers without clearance are not in it, so nobody finds a call by them. A call is in it only as
long as everybody agreed that it is coached on. It is found by what its numbers rest on: a process
that lacks a detector they rest on, as one that was not started again, leaves it to others.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from time import sleep
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import NotFound
from revrise.core.events import Event
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.quiet import quiet
from revrise.ports.jobs import JobContext, NotHere
from revrise.ports.query import Query
from revrise.ports.spoken import SpokenCall, SpokenLine
from revrise.ports.storage import UnitOfWork
from revrise.services.cleared.naming import Naming
from revrise.services.desk import Desk
from revrise.services.lawful import agreed
from revrise.services.measures.analysing import Analyst
from revrise.services.measures.resting import resting, rests_on
from revrise.services.processing.in_step import START_AGAIN
from revrise.services.processing.spoken_lines import lines_of

INDEX = "call.index"
CHANGED = frozenset({"call.added", "call.corrected", "call.failed", "call.scored"})
_log = logging.getLogger("revrise.calls")
_REASON = "index what was said, without what is personal in it"
# Not measured yet: what others hear in them is not known. They are due once they are.
_UNDER_WAY = frozenset({"received", "transcribing", "analysing"})
_AT_ONCE = 20
# Of all calls together in one unit of work: SQLite has one writer at a time. Those who wait for
# it look ten times a second; without a breath between, hardly anyone finds it free.
_LINES, _BREATH_S = 1_000, 0.15


@frozen
class _Made:
    """What is to be indexed of a call: of words of this `version`, heard at the call's `seen`."""

    transcript: str
    version: int
    seen: int
    lines: tuple[SpokenLine, ...]
    objections: str


@frozen
class _Indexed:
    """How many calls are in it now; detectors that others' numbers rest on and are not here."""

    done: int
    missing: frozenset[str]


@frozen
class Indexing:
    """The work of one tenant."""

    desk: Desk
    tenant_id: str
    analyst: Analyst

    def run(self, _: JobContext, __: Mapping[str, Any]) -> Mapping[str, Any]:
        """The task: whatever is not in the index and may be."""
        return {"calls": self.everything()}

    def happened(self, events: Sequence[Event]) -> None:
        """Calls that were added, scored or put right. Raises NotHere where some are left."""
        missing = self.those({one.subject for one in events if one.name in CHANGED})
        if missing:
            raise NotHere(_lacking(missing), remedy=START_AGAIN)

    def those(self, ids: Collection[str]) -> frozenset[str]:
        """Of these calls the ones that are due; no other is looked at.

        The detectors that are not here, of calls that are left to others.
        """
        if not ids:
            return frozenset()
        query = Query(where=where(call_id=tuple(sorted(ids))))
        said = {one.id: one for one in self._transcripts(query)}
        with self.desk.store.read(self._actor) as work:
            due = work.spoken.due(len(said), among=sorted(said)) if said else ()
        return self._index([said[one] for one in due]).missing

    def everything(self, tell: Callable[[int], object] = quiet) -> int:
        """Every call that is due, in bites; `tell` hears how many are done. Says how many."""
        done, behind = 0, ""
        while True:
            with self.desk.store.read(self._actor) as work:
                ids = tuple(work.spoken.due(_AT_ONCE, behind))
            if not ids:
                return done
            done += self._index(self._transcripts(Query(where=where(id=ids)))).done
            behind = ids[-1]
            tell(done)

    @property
    def _actor(self) -> Actor:
        return system_actor(self.tenant_id)

    def _transcripts(self, query: Query) -> Sequence[CallTranscript]:
        with self.desk.store.read(self._actor) as work:
            return work.of(CallTranscript).load_many(self._scope("call_transcript"), query)

    def _index(self, said: Sequence[CallTranscript]) -> _Indexed:
        """Those that everybody agreed to be coached on, as the consents are when it is written."""
        with self.desk.store.read(self._actor) as work:
            ids = tuple(sorted({one.call_id for one in said}))
            names, seen = Naming(work).of_calls(ids), self._seen(work, ids)
        made: dict[str, _Made] = {}
        missing: dict[str, frozenset[str]] = {}
        for one in said:  # an analysis takes far more room than what is kept of it
            row = seen.get(one.call_id, {})
            if row.get("state") in _UNDER_WAY:
                continue
            heard, lacking = self._heard(one.transcript, row.get("metrics"))
            if lacking:
                missing[one.call_id] = lacking
                continue
            lines = lines_of(one, heard, names.get(one.call_id))
            at = row.get("version", 0)
            made[one.call_id] = _Made(one.id, one.version, at, lines, heard.objections)
        return _Indexed(self._kept(made), _left(missing))

    def _seen(self, work: UnitOfWork, ids: tuple[str, ...]) -> Mapping[str, Mapping[str, Any]]:
        query = Query(where=where(id=ids), columns=("id", "version", "state", "metrics"))
        return {row["id"]: row for row in work.of(Call).rows(self._scope("call"), query)}

    def _heard(
        self, said: Transcript, metrics: Mapping[str, Any] | None
    ) -> tuple[CallAnalysis, frozenset[str]]:
        """As those heard it whom its metrics rest on, and which of them are not here."""
        heard = self.analyst.hear(said)
        here, rested = resting(heard.detectors, said.language), rests_on(metrics)
        missing = rested - here
        if not metrics or missing or here == rested:
            return heard, missing
        return self.analyst.hear(said, only={_id(ref) for ref in rested}), missing

    def _kept(self, made: dict[str, _Made]) -> int:
        """In bites that others can write between; says how many calls are whole."""
        done = 0
        while made:
            done += self._some(made)
            if made:
                sleep(_BREATH_S)
        return done

    def _some(self, made: dict[str, _Made]) -> int:
        """So many of these lines that others who write wait little; says how many calls are whole.

        What is whole, what may not be in it, what was put right or measured again meanwhile: it
        goes out of `made`.
        """
        done, room = 0, _LINES
        with self.desk.store.begin(self._actor) as work:
            some = self._held(work, made)
            calls = {one.id: one for one in self._calls(work, self._same(work, made, some))}
            for gone in some - calls.keys():
                del made[gone]
            for call_id, call in calls.items():
                one = made[call_id]
                spoken = SpokenCall(call_id, one.transcript, call.started_at, one.lines)
                left = work.spoken.add(spoken, room)
                room -= len(one.lines)
                if not left:
                    self._objected(work, call, one.objections)
                    del made[call_id]
                    done += 1
            if calls:
                work.record("call.indexed", next(iter(calls)), {"calls": done})
        return done

    def _held(self, work: UnitOfWork, made: Mapping[str, _Made]) -> set[str]:
        """As many as there is room for: nobody puts them right or measures them until it is kept.

        In the order of their ids, so that two who do so wait for each other and not for good.
        """
        some, room = set[str](), _LINES
        for call_id in sorted(made):
            if room <= 0:
                break
            with suppress(NotFound):
                work.of(Call).hold(call_id, self._scope("call"))
            some.add(call_id)
            room -= len(made[call_id].lines)
        return some

    def _same(
        self, work: UnitOfWork, made: Mapping[str, _Made], some: Collection[str]
    ) -> tuple[str, ...]:
        """Those whose words and numbers are as they were; others are due, as they are now."""
        ids = tuple(sorted(some))
        words = self._versions(work, CallTranscript, "call_transcript", call_id=ids)
        calls = self._versions(work, Call, "call", id=ids)
        now = {one: (words.get(one), calls.get(one)) for one in ids}
        return tuple(one for one in ids if now[one] == (made[one].version, made[one].seen))

    def _versions(
        self, work: UnitOfWork, kind: type[Any], resource: str, **of: tuple[str, ...]
    ) -> Mapping[str, int]:
        (column,) = of
        query = Query(where=where(**of), columns=(column, "version"))
        rows = work.of(kind).rows(self._scope(resource), query)
        return {row[column]: row["version"] for row in rows}

    def _objected(self, work: UnitOfWork, call: Call, objections: str) -> None:
        """Of calls of before it was kept, what was objected is kept once they are indexed."""
        if call.objections is None and call.metrics:
            after = evolve(call, objections=objections, version=call.version + 1)
            work.of(Call).save(after, self._scope("call", "update"), expected=call.version)

    def _calls(self, work: UnitOfWork, ids: tuple[str, ...]) -> Iterator[Call]:
        calls = work.of(Call).load_many(self._scope("call"), Query(where=where(id=ids)))
        present = {one.id: one.participants for one in calls}
        now, scope = self.desk.clock.now(), self._scope("consent")
        fine = agreed(work, scope, present, ("coach",), now)
        return (one for one in calls if one.id in fine)

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)


@frozen
class CallIndex:
    """All of it again, for who runs the system; what is due, where no worker runs."""

    desk: Desk
    analyst: Analyst

    def catch_up(self, by: Actor, tell: Callable[[int], object] = quiet) -> int:
        """Indexes what is due, before somebody searches. Raises Refused for who reads no words."""
        self.desk.scope(by, "call_transcript")
        return Indexing(self.desk, by.tenant_id, self.analyst).everything(tell)

    def again(self, by: Actor, *, anew: bool = False, tell: Callable[[int], object] = quiet) -> int:
        """Indexes what is due, `anew` everything and under a new key. Says how many calls.

        Old copies of the index cannot be read any more after that. Raises Refused for who may
        not run the system.
        """
        self.desk.scope(by, "plugin", "manage")
        if anew:
            with self.desk.store.begin(by) as work:
                work.record("search.renewed", by.tenant_id, {"calls": work.spoken.renew()})
        return Indexing(self.desk, by.tenant_id, self.analyst).everything(tell)


def _id(ref: str) -> str:
    return ref.partition("@")[0]


def _left(missing: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """All the detectors that are missing; tells of it."""
    lacking = frozenset[str]().union(*missing.values())
    if lacking:
        said = _lacking(lacking)
        _log.warning("%d calls left to others: %s; %s", len(missing), said, START_AGAIN)
    return lacking


def _lacking(missing: Collection[str]) -> str:
    return f"calls were heard by {', '.join(sorted(missing))}, which this process does not have"
