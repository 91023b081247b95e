"""Putting right who speaks in a call: what was measured of it is measured again.

What people decided of its scores stays as they left it.
"""

from collections.abc import Callable, Sequence

from attrs import evolve, frozen

from revrise.core.assist.answer import OBJECTIONS, ModelAnswer
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.correction import Changed, noted, reassign, rename, undo
from revrise.core.conversations.transcript import Side
from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import Consent, decide
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment, measured_again
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.lawful import NEEDED, table
from revrise.services.measures.analysing import Analysed, Analyst
from revrise.services.measures.measuring import ask

_REASON = "measure a call again after it was put right who speaks"
_WORDS = "call_transcript"


@frozen
class CorrectSpeaker:
    """A whole speaker: another `side`, another `name` (None leaves it). `version`: the words'."""

    call_id: str
    speaker: str
    side: Side
    name: str | None = None
    version: int | None = None


@frozen
class CorrectLine:
    """Line `line` (from 0) as said by another speaker of the call."""

    call_id: str
    line: int
    speaker: str
    version: int | None = None


@frozen
class UndoCorrection:
    """Takes correction `number` of a call back."""

    call_id: str
    number: int
    version: int | None = None


@frozen
class Correcting:
    """The use cases. Each answers with the words as they are now.

    All raise NotFound for a hidden call or one without words, Refused where nobody may read or
    measure them now, and Conflict when `version` is no longer that of the words.
    """

    desk: Desk
    analyst: Analyst

    def now(self, call_id: str, by: Actor) -> CallTranscript:
        """The words with their speakers and corrections, as the actor may read them."""
        with self.desk.store.read(by) as work:
            call = work.of(Call).load(call_id, self.desk.scope(by, "call"))
            self._lawful(work, call, by)
            query, scope = Query(where=where(call_id=call_id)), self.desk.scope(by, _WORDS)
            found = work.of(CallTranscript).load_many(scope, query)
        if not found:
            raise NotFound("the call has no words", culprit=call_id)
        return found[0]

    def speaker(self, command: CorrectSpeaker, by: Actor) -> CallTranscript:
        """Raises NotFound for a strange speaker, Invalid where nothing changes."""

        def change(words: CallTranscript) -> CallTranscript:
            made = rename(words.transcript, command.speaker, command.side, command.name)
            return self._noted(words, made, by)

        return self._apply(command.call_id, command.version, change, "call.speaker_corrected", by)

    def line(self, command: CorrectLine, by: Actor) -> CallTranscript:
        """Raises NotFound for a strange line or speaker, Invalid where nothing changes."""

        def change(words: CallTranscript) -> CallTranscript:
            made = reassign(words.transcript, command.line, command.speaker)
            return self._noted(words, made, by)

        return self._apply(command.call_id, command.version, change, "call.line_corrected", by)

    def undo(self, command: UndoCorrection, by: Actor) -> CallTranscript:
        """Raises Conflict where it was undone before, or corrected again since."""

        def change(words: CallTranscript) -> CallTranscript:
            done = next((one for one in words.corrections if one.number == command.number), None)
            if done is None:
                raise NotFound(f"no correction {command.number}", culprit="number")
            made = undo(words.transcript, done)
            marked = evolve(done, undone_by=by.person_id)
            known = tuple(marked if one is done else one for one in words.corrections)
            return evolve(words, transcript=made.transcript, corrections=known)

        return self._apply(command.call_id, command.version, change, "call.correction_undone", by)

    def _noted(self, words: CallTranscript, made: Changed, by: Actor) -> CallTranscript:
        one = noted(words.corrections, made, by.person_id, self.desk.clock.now())
        return evolve(words, transcript=made.transcript, corrections=(*words.corrections, one))

    def _apply(
        self,
        call_id: str,
        version: int | None,
        change: Callable[[CallTranscript], CallTranscript],
        action: str,
        by: Actor,
    ) -> CallTranscript:
        """Measures outside the write, which takes long, and keeps it if nothing came between."""
        with self.desk.store.read(by) as work:
            words = self._words(work, call_id, by)
            cards = self._cards(work, call_id, by)
        if version is not None and version != words.version:
            raise _meanwhile(call_id)
        after = evolve(change(words), version=words.version + 1)
        analysed = self.analyst.again(after.transcript, [one.rubric for one in cards])
        with self.desk.store.begin(by) as work:
            work.of(Call).hold(call_id, self.desk.scope(by, "call"))  # nobody indexes it meanwhile
            if self._version(work, call_id, by) != words.version:
                raise _meanwhile(call_id)
            work.of(CallTranscript).save(
                after, _scope(by, _WORDS, "update"), expected=words.version
            )
            self._measured(work, call_id, analysed, by)
            self._unsay(work, call_id, by)
            now = self.desk.clock.now()
            ask(work, self.desk.ids.new("job"), (call_id,))
            work.emit(Event("call.corrected", call_id, now, by.person_id, {"call": call_id}))
            work.record(action, call_id, {"corrections": len(after.corrections)})
        with self.desk.store.read(by) as work:
            return work.of(CallTranscript).load(after.id, self.desk.scope(by, _WORDS))

    def _words(self, work: UnitOfWork, call_id: str, by: Actor) -> CallTranscript:
        """As they were said, for who may change them under consent."""
        self._version(work, call_id, by)
        query = Query(where=where(call_id=call_id))
        (found,) = work.of(CallTranscript).load_many(_scope(by, _WORDS), query)
        return found

    def _version(self, work: UnitOfWork, call_id: str, by: Actor) -> int:
        """Of the words, for who may change them now; reads none, so others need not wait long."""
        call = work.of(Call).load(call_id, self.desk.scope(by, "call"))
        scope = self.desk.scope(by, _WORDS, "update")
        query = Query(where=where(call_id=call_id))
        if not work.of(CallTranscript).count(self.desk.scope(by, _WORDS), query):
            raise NotFound("the call has no words", culprit=call_id)
        self._lawful(work, call, by)
        mine = work.of(CallTranscript).rows(scope, evolve(query, columns=("id", "version")))
        if not mine:
            raise Refused("you may not change who speaks here", culprit=call_id)
        return int(mine[0]["version"])

    def _lawful(self, work: UnitOfWork, call: Call, by: Actor) -> None:
        query = Query(where=where(call_id=call.id))
        words = work.of(Consent).load_many(_scope(by, "consent"), query)
        now, law = self.desk.clock.now(), table(work)
        for purpose in NEEDED:
            decision = decide(words, call.participants, purpose, now, law)
            if not decision.allowed:
                raise Refused(decision.because, culprit=call.id, remedy="ask them for consent")

    def _cards(self, work: UnitOfWork, call_id: str, by: Actor) -> Sequence[Assessment]:
        query = Query(where=where(subject_id=call_id))
        return work.of(Assessment).load_many(_scope(by, "assessment"), query)

    def _measured(self, work: UnitOfWork, call_id: str, analysed: Analysed, by: Actor) -> None:
        call = work.of(Call).load(call_id, _scope(by, "call"))
        found = analysed.analysis
        fresh = evolve(
            call, metrics=found.metrics, objections=found.objections, version=call.version + 1
        )
        work.of(Call).save(fresh, _scope(by, "call", "update"), expected=call.version)
        made = {one.rubric: one for one in analysed.scorecards}
        for before in self._cards(work, call_id, by):
            if before.rubric in made:
                self._scored(work, before, measured_again(before, made[before.rubric]), by)

    def _unsay(self, work: UnitOfWork, call_id: str, by: Actor) -> None:
        """Objections that a language model named are the buyer's, and who that is has changed."""
        query = Query(where=where(call_id=call_id, task=OBJECTIONS), columns=("id",))
        for row in work.of(ModelAnswer).rows(_scope(by, "model_answer"), query):
            work.of(ModelAnswer).remove(row["id"], _scope(by, "model_answer", "delete"))

    def _scored(self, work: UnitOfWork, before: Assessment, after: Assessment, by: Actor) -> None:
        work.of(Assessment).save(after, _scope(by, "assessment", "update"), expected=before.version)
        query = Query(where=where(assessment_id=before.id))
        known = work.of(Observation).load_many(_scope(by, "observation"), query)
        wanted = {one.id: one for one in after.observations()}
        for one in known:
            new = wanted.pop(one.id, None)
            if new is None:
                work.of(Observation).remove(one.id, _scope(by, "observation", "delete"))
            elif evolve(new, version=one.version) != one:
                newer = evolve(new, version=one.version + 1)
                scope = _scope(by, "observation", "update")
                work.of(Observation).save(newer, scope, expected=one.version)
        work.of(Observation).add_many(list(wanted.values()), _scope(by, "observation", "create"))


def _scope(by: Actor, resource: str, action: str = "read") -> Scope:
    return system_scope(by.tenant_id, resource, action, _REASON)


def _meanwhile(call_id: str) -> Conflict:
    return Conflict("somebody corrected the call meanwhile", culprit=call_id, remedy="look again")
