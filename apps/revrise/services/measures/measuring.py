"""Measuring calls before anybody opens them: by the worker, where one is scored or put right."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.call_measure import CallMeasure, Numbers, measure_id, numbers
from revrise.core.conversations.metrics.speech import prepare
from revrise.core.conversations.reading import read
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import NotFound
from revrise.core.governance.actor import SYSTEM, system_actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.ports.jobs import JobContext, JobRequest
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.cleared.naming import NOBODY, Naming
from revrise.services.cleared.reader import without
from revrise.services.desk import Desk
from revrise.services.lawful import NEEDED, all_agree
from revrise.services.measures.analysing import Analyst
from revrise.services.measures.measured import topics
from revrise.services.measures.staleness import marked
from revrise.services.measures.trackers_in_force import Listened, listened

MEASURE = "call.measure"
_REASON = "measure a call before somebody opens it"


@frozen
class Words:
    """What is measured: the words as they were said and as most read them, and the trackers."""

    call: Call
    said: CallTranscript
    hidden: CallTranscript
    wanted: Listened

    def measured(self, known: CallAnalysis) -> Iterator[CallMeasure]:
        """What is kept for either sort of readers, of words `known` without trackers.

        Without trackers both find the same.
        """
        shown = {"plain": self.said, "hidden": self.hidden}
        if not self.wanted.by_id:
            del shown["hidden"]
        call, along = self.call, topics(self.call, known)
        ears = [one.ref for one in known.detectors]
        for readers, words in shown.items():
            mark = marked(call, self.said.transcript, words, self.wanted, ears)
            found = numbers(_tracked(known, words.transcript, self.wanted), along)
            row = measure_id(call.id, readers)
            yield CallMeasure(row, call.id, call.owner_id, call.team_id, mark, found)


@frozen
class Measuring:
    """The work of one tenant. What is kept goes with the words, or the consent to measure them."""

    desk: Desk
    tenant_id: str
    analyst: Analyst

    def run(self, context: JobContext, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """The task: calls that were put right, or added with their words."""
        for done, call_id in enumerate(args["calls"]):
            context.progress(done, len(args["calls"]), "call")
            self._measure(call_id)
        return {"calls": len(args["calls"])}

    def known(self, call_id: str, mark: str) -> Numbers | None:
        """What is kept of a call under a mark; None for nothing, or nothing that counts still."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where=where(call_id=call_id, mark=mark))
            found = work.of(CallMeasure).load_many(self._scope("call_measure"), query)
        return found[0].numbers if found else None

    def made(self, call_id: str, known: CallAnalysis) -> Sequence[CallMeasure]:
        """What is to be kept of a call whose words are `known` without trackers."""
        words = self._words(call_id)
        if words is None or words.said.transcript != known.transcript:
            return ()
        return tuple(words.measured(known))

    def keep(self, work: UnitOfWork, call: Call, made: Sequence[CallMeasure]) -> bool:
        """Instead of what was kept before, while everybody agrees that it is coached on."""
        if not made or not self._agreed(work, call):
            return False
        kind, scope = work.of(CallMeasure), self._scope
        query = Query(where=where(call_id=call.id), columns=("id",))
        for row in kind.rows(scope("call_measure"), query):
            kind.remove(row["id"], scope("call_measure", "delete"))
        kind.add_many(made, scope("call_measure", "create"))
        return True

    def _measure(self, call_id: str) -> None:
        """Without holding anybody up; words that were changed meanwhile are another job's."""
        words = self._words(call_id)
        if words is None:
            return
        found = self.analyst.hear(words.said.transcript)
        made = tuple(words.measured(found))
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            call = self._held(work, call_id)
            now = self._row(work, call_id)
            if call and now == words.said.version and self.keep(work, call, made):
                work.record("call.measured", call_id)

    def _held(self, work: UnitOfWork, call_id: str) -> Call | None:
        """The call, while nobody else keeps what it measures; None for one that went."""
        try:
            return work.of(Call).hold(call_id, self._scope("call"))
        except NotFound:
            return None

    def _words(self, call_id: str) -> Words | None:
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            try:
                call = work.of(Call).load(call_id, self._scope("call"))
            except NotFound:
                return None
            query = Query(where=where(call_id=call_id))
            said = work.of(CallTranscript).load_many(self._scope("call_transcript"), query)
            if not said or not self._agreed(work, call):
                return None
            return self._with_trackers(work, call, said[0])

    def _with_trackers(self, work: UnitOfWork, call: Call, said: CallTranscript) -> Words:
        """Hiding costs more than measuring, and only what trackers hear depends on it."""
        wanted = listened(work)
        if not wanted.by_id:
            return Words(call, said, said, wanted)
        names = Naming(work).of_calls((call.id,))[call.id]
        return Words(call, said, without(said, names or NOBODY), wanted)

    def _row(self, work: UnitOfWork, call_id: str) -> int | None:
        """The version of its words."""
        query = Query(where=where(call_id=call_id), columns=("version",))
        rows = work.of(CallTranscript).rows(self._scope("call_transcript"), query)
        return rows[0]["version"] if rows else None

    def _agreed(self, work: UnitOfWork, call: Call) -> bool:
        return all_agree(work, call, NEEDED, self.desk.clock.now())

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)


def ask(work: UnitOfWork, job_id: str, call_ids: Sequence[str]) -> None:
    """Has calls measured once this is committed."""
    key = call_ids[0] if len(call_ids) == 1 else ""
    work.enqueue(JobRequest(job_id, MEASURE, SYSTEM, {"calls": list(call_ids)}, key=key))


def _tracked(known: CallAnalysis, shown: Transcript, wanted: Listened) -> CallAnalysis:
    if not wanted.by_id:
        return known
    said = known.transcript
    reading = known.reading or read(said)
    shown_as = reading if shown == said else read(shown)
    return evolve(known, trackers=wanted.set.find(shown_as, prepare(said, reading)))
