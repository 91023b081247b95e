"""What is kept of a received call, and when it may not be kept any more.

Consent is asked for in the transaction that keeps a result: withdrawn meanwhile, the call is
blocked and nothing of it stays. Everything here may be done twice.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.call import (
    FOR_ADMINS,
    ONCE_MORE,
    SEALED,
    WAITS,
    Call,
    CallPart,
    CallTranscript,
)
from revrise.core.conversations.call_measure import CallMeasure
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Conflict, NotFound, Withheld
from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM, system_actor
from revrise.core.governance.consent import Consent, ConsentDecision, decide
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.ids import derived
from revrise.core.jobs.job import Job
from revrise.core.people.competency import Observation
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.blind.service import fill
from revrise.services.calls import stopped
from revrise.services.calls.analysing import Analysed, Analyst
from revrise.services.calls.bundle import assessments
from revrise.services.calls.cascade import AGAIN, EVERYTHING, FORGET, Cascade
from revrise.services.calls.lawful import table
from revrise.services.calls.measuring import Measuring
from revrise.services.calls.parties import spoken_by
from revrise.services.calls.receiving import PROCESS, TRANSCRIBE, processing
from revrise.services.calls.tracker_hits import NOTHING, Found, TrackerHits
from revrise.services.desk import Desk
from revrise.services.held import held

__all__ = ["FORGET", "CallKeeping"]
_REASON = "process a received call"
_CANCELLED = "somebody stopped its job"
_STOPPED = "the call is not processed any more"
_OPEN = ("received", "transcribing", "analysing")
_AGAIN = "failed"  # somebody runs its job again, which ended before


@frozen
class CallKeeping:
    """The calls of one tenant on their way through the pipeline."""

    desk: Desk
    tenant_id: str
    analyst: Analyst

    def begin(self, call_id: str, purpose: str, state: str) -> Call | None:
        """The call in its new state; None when there is nothing to do, or not any more."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            found = self._call(work, call_id)
            if found is None or found.state not in (*_OPEN[: _OPEN.index(state) + 1], _AGAIN):
                return None
            decision = self._decide(work, found, purpose)
            if not decision.allowed:
                self._block(work, found, decision)
                return None
            if found.state == state:
                return found
            begun = evolve(found, state=state, blocked_reason=None, remedy=None)
            self._save(work, begun)
            work.record(f"call.{state}", call_id)
            return evolve(begun, version=found.version + 1)

    def words(self, call_id: str) -> Transcript | None:
        """What was said, once it is kept."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where=where(call_id=call_id))
            found = work.of(CallTranscript).load_many(self.scope("call_transcript"), query)
        return found[0].transcript if found else None

    def rep_name(self, person_id: str) -> str:
        """What the rep is called; empty for who is gone."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where=where(id=person_id), columns=("id", "name"))
            found = work.of(Person).rows(self.scope("person"), query)
        return str(found[0]["name"]) if found else ""

    def keep_words(self, call_id: str, transcript: Transcript, then: str | None = None) -> bool:
        """Keeps them if that is allowed now, with the consents of those who speak; says if so."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            call = self._call(work, call_id)
            if call is None or call.state not in _OPEN:
                return False
            decision = self._decide(work, call, "transcribe")
            if not decision.allowed:
                self._block(work, call, decision)
                return False
            known = work.of(CallTranscript).count(
                self.scope("call_transcript"), Query(where=where(call_id=call_id))
            )
            if not known:
                call = self._spoken(work, call, transcript)
                self._forget_parts(work, call_id)
            if then is not None:
                work.enqueue(processing(PROCESS, call, then))
            if not known or then is not None:
                work.record("call.transcribed", call_id)
        return True

    def keep_part(self, call_id: str, part_id: str, name: str, heard: Transcript) -> Transcript:
        """Keeps what was heard of it if that is allowed now. Raises Withheld where it is not."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            call = self._call(work, call_id)
            if call is None or call.state not in _OPEN:
                raise Withheld(_STOPPED, culprit=call_id)
            decision = self._decide(work, call, "transcribe")
            if decision.allowed:
                made = CallPart(part_id, call_id, call.owner_id, call.team_id, name, heard)
                work.of(CallPart).add(made, self.scope("call_part", "create"))
                work.record("call.heard", call_id, {"until_ms": heard.duration_ms})
            else:
                self._block(work, call, decision)
        if not decision.allowed:
            raise Withheld(decision.because, culprit=call_id)
        return heard

    def _forget_parts(self, work: UnitOfWork, call_id: str) -> None:
        """The whole is kept from now on."""
        query = Query(where=where(call_id=call_id), columns=("id",))
        for row in work.of(CallPart).rows(self.scope("call_part"), query):
            work.of(CallPart).remove(row["id"], self.scope("call_part", "delete"))

    def _spoken(self, work: UnitOfWork, call: Call, transcript: Transcript) -> Call:
        """Stores the words; from now on those who speak are known, and what each agreed to."""
        words = CallTranscript(
            derived("words", call.id), call.id, call.owner_id, call.team_id, transcript
        )
        work.of(CallTranscript).add(words, self.scope("call_transcript", "create"))
        sides = {one.ref: one.side or "unknown" for one in transcript.speakers}
        consents = spoken_by(self._consents(work, call.id), sides, call)
        work.of(Consent).add_many(consents, self.scope("consent", "create"))
        after = evolve(
            call,
            participants=tuple(sides) or call.participants,
            language=transcript.language,
            duration_ms=transcript.duration_ms,
        )
        self._save(work, after)
        return evolve(after, version=call.version + 1)

    def heard(self, call_id: str) -> Mapping[str, Found]:
        """What the tenant's trackers find in its words."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            return TrackerHits(self.desk, work).find((call_id,))

    def measured(self, call_id: str, analysed: Analysed) -> Sequence[CallMeasure]:
        """What whoever opens it will ask for."""
        return Measuring(self.desk, self.tenant_id, self.analyst).made(call_id, analysed.analysis)

    def keep_analysis(
        self,
        call_id: str,
        transcript: Transcript,
        analysed: Analysed,
        heard: Mapping[str, Found] = NOTHING,
        measured: Sequence[CallMeasure] = (),
    ) -> None:
        """Keeps metrics, scorecards, levels and what trackers found if that is allowed now.

        So is what is `measured` for who opens the call.
        """
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            call = self._call(work, call_id)
            if call is None or call.state not in _OPEN:
                return
            decision = self._decide(work, call, "analyse")
            if not decision.allowed:
                self._block(work, call, decision)
                return
            made = assessments(call, analysed.scorecards)
            work.of(Assessment).add_many(made, self.scope("assessment", "create"))
            levels = [level for one in made for level in one.observations()]
            work.of(Observation).add_many(levels, self.scope("observation", "create"))
            fill(self.desk, work, made)
            after = evolve(
                call,
                state="analysed",
                metrics=analysed.analysis.metrics,
                objections=analysed.analysis.objections,
                language=transcript.language,
            )
            self._save(work, after)
            work.emit(self._event("call.scored", after, scorecards=len(made)))
            TrackerHits(self.desk, work).keep(after, heard, tell=True)
            Measuring(self.desk, self.tenant_id, self.analyst).keep(work, after, measured)
            work.record("call.scored", call_id, {"scorecards": len(made)})

    def _block(self, work: UnitOfWork, call: Call, decision: ConsentDecision) -> None:
        """Words, levels and scorecards go at once; the file waits sealed for consent.

        Where somebody took back that it is recorded the file goes too, and copies beside it do in
        any case, by a job. What is on legal hold stays, where nobody reads it.
        """
        cascade = Cascade(self.desk, self.tenant_id)
        if cascade.touched(work, call, held(work)):
            after = evolve(call, state="blocked", blocked_reason=decision.because, remedy=AGAIN)
            self._save(work, after)
        else:
            refused = "record" in cascade.lost(work, self._consents(work, call.id), call)
            cascade.take(work, call, EVERYTHING)
            after = cascade.bare(call, EVERYTHING, decision.because)
            cascade.forget_file(work, call)
            if not refused:
                after = evolve(
                    after,
                    remedy=WAITS,
                    hints=call.hints,
                    media_sha256=call.media_sha256,
                    sealed_until=self.desk.clock.now() + SEALED,
                )
            self._save(work, after)
        work.emit(self._event("call.blocked", after))
        work.record("call.blocked", call.id)

    def fail(self, call_id: str, because: str, remedy: str, fault: str | None = None) -> None:
        """The call shows why it was not processed and what to do; an ended one stays as it is."""
        try:
            self._failed(call_id, because, remedy, fault)
        except Conflict:  # another call of the same cause was first to tell of it
            self._failed(call_id, because, remedy, fault)

    def _failed(self, call_id: str, because: str, remedy: str, fault: str | None) -> None:
        """Who runs the system is told in the same unit of work: a process may die right after."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            failed = self._fail(work, call_id, because, remedy, fault)
            if failed and remedy.startswith(FOR_ADMINS):
                stopped.tell(work, self.desk, remedy)

    def abandon(self, call_id: str, job: Job) -> None:
        """The same where its job gave up or was stopped, and no other is at it by now."""
        because, fault = job.error or _CANCELLED, job.error if job.state == "dead" else None
        remedy = f"{FOR_ADMINS}{job.remedy}" if job.remedy else ONCE_MORE
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            going = where(key=call_id, task=(TRANSCRIBE, PROCESS), state=("queued", "running"))
            if not work.of(Job).count(self.scope("job"), Query(where=going)):
                self._fail(work, call_id, because, remedy, fault)

    def _fail(
        self, work: UnitOfWork, call_id: str, because: str, remedy: str, fault: str | None
    ) -> bool:
        found = self._call(work, call_id)
        if found is None or found.state not in _OPEN:
            return False
        after = stopped.failed(found, because, remedy, fault, self.desk.clock.now())
        self._save(work, after)
        work.emit(self._event("call.failed", after))
        work.record("call.failed", call_id)
        return True

    def state(self, call_id: str) -> Mapping[str, Any]:
        """Where the call stands, for the result of a job."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            found = self._call(work, call_id)
        return {"state": found.state if found else "gone"}

    def _decide(self, work: UnitOfWork, call: Call, purpose: str) -> ConsentDecision:
        consents = self._consents(work, call.id)
        return decide(consents, call.participants, purpose, self.desk.clock.now(), table(work))

    def _consents(self, work: UnitOfWork, call_id: str) -> Sequence[Consent]:
        query = Query(where=where(call_id=call_id))
        return work.of(Consent).load_many(self.scope("consent"), query)

    def _call(self, work: UnitOfWork, call_id: str) -> Call | None:
        try:
            return work.of(Call).load(call_id, self.scope("call"))
        except NotFound:
            return None

    def _save(self, work: UnitOfWork, after: Call) -> None:
        """As the version after the one it was made from."""
        newer = evolve(after, version=after.version + 1)
        work.of(Call).save(newer, self.scope("call", "update"), expected=after.version)

    def _event(self, name: str, call: Call, **data: Any) -> Event:
        now = self.desk.clock.now()
        return Event(name, call.id, now, SYSTEM, {"person": call.owner_id, **data})

    def scope(self, resource: str, action: str = "read") -> Scope:
        """Everything, for the reason of this class."""
        return system_scope(self.tenant_id, resource, action, _REASON)
