"""What is kept of a received call on its way.

Consent is asked for in the transaction that keeps a result: withdrawn meanwhile, the call is
blocked and nothing of it stays. Everything here may be done twice.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.call import (
    Call,
    CallPart,
    CallTranscript,
)
from revrise.core.conversations.call_measure import CallMeasure
from revrise.core.conversations.transcript import Transcript
from revrise.core.governance.actor import system_actor
from revrise.core.governance.consent import Consent
from revrise.core.governance.rule import where
from revrise.core.ids import derived
from revrise.core.people.competency import Observation
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.blind.service import fill
from revrise.services.calls.bundle import assessments
from revrise.services.calls.parties import spoken_by
from revrise.services.calls.receiving import PROCESS, processing
from revrise.services.calls.under_way import OPEN, UnderWay
from revrise.services.desk import Desk
from revrise.services.measures.analysing import Analysed, Analyst
from revrise.services.measures.measuring import Measuring
from revrise.services.measures.tracker_hits import NOTHING, Found, TrackerHits

_AGAIN = "failed"  # somebody runs its job again, which ended before


@frozen
class CallKeeping:
    """The calls of one tenant on their way through the pipeline."""

    way: UnderWay
    analyst: Analyst

    @property
    def desk(self) -> Desk:
        """The desk of the tenant."""
        return self.way.desk

    @property
    def tenant_id(self) -> str:
        """Whose calls these are."""
        return self.way.tenant_id

    def begin(self, call_id: str, purpose: str, state: str) -> Call | None:
        """The call in its new state; None when there is nothing to do, or not any more."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            found = self.way.call(work, call_id)
            if found is None or found.state not in (*OPEN[: OPEN.index(state) + 1], _AGAIN):
                return None
            decision = self.way.decide(work, found, purpose)
            if not decision.allowed:
                self.way.block(work, found, decision)
                return None
            if found.state == state:
                return found
            begun = evolve(found, state=state, blocked_reason=None, remedy=None)
            self.way.save(work, begun)
            work.record(f"call.{state}", call_id)
            return evolve(begun, version=found.version + 1)

    def words(self, call_id: str) -> Transcript | None:
        """What was said, once it is kept."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where=where(call_id=call_id))
            found = work.of(CallTranscript).load_many(self.way.scope("call_transcript"), query)
        return found[0].transcript if found else None

    def rep_name(self, person_id: str) -> str:
        """What the rep is called; empty for who is gone."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            query = Query(where=where(id=person_id), columns=("id", "name"))
            found = work.of(Person).rows(self.way.scope("person"), query)
        return str(found[0]["name"]) if found else ""

    def keep_words(self, call_id: str, transcript: Transcript, then: str | None = None) -> bool:
        """Keeps them if that is allowed now, with the consents of those who speak; says if so."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            call = self.way.call(work, call_id)
            if call is None or call.state not in OPEN:
                return False
            decision = self.way.decide(work, call, "transcribe")
            if not decision.allowed:
                self.way.block(work, call, decision)
                return False
            known = work.of(CallTranscript).count(
                self.way.scope("call_transcript"), Query(where=where(call_id=call_id))
            )
            if not known:
                call = self._spoken(work, call, transcript)
                self._forget_parts(work, call_id)
            if then is not None:
                work.enqueue(processing(PROCESS, call, then))
            if not known or then is not None:
                work.record("call.transcribed", call_id)
        return True

    def _forget_parts(self, work: UnitOfWork, call_id: str) -> None:
        """The whole is kept from now on."""
        query = Query(where=where(call_id=call_id), columns=("id",))
        for row in work.of(CallPart).rows(self.way.scope("call_part"), query):
            work.of(CallPart).remove(row["id"], self.way.scope("call_part", "delete"))

    def _spoken(self, work: UnitOfWork, call: Call, transcript: Transcript) -> Call:
        """Stores the words; from now on those who speak are known, and what each agreed to."""
        words = CallTranscript(
            derived("words", call.id), call.id, call.owner_id, call.team_id, transcript
        )
        work.of(CallTranscript).add(words, self.way.scope("call_transcript", "create"))
        sides = {one.ref: one.side or "unknown" for one in transcript.speakers}
        consents = spoken_by(self.way.consents(work, call.id), sides, call)
        work.of(Consent).add_many(consents, self.way.scope("consent", "create"))
        after = evolve(
            call,
            participants=tuple(sides) or call.participants,
            language=transcript.language,
            duration_ms=transcript.duration_ms,
        )
        self.way.save(work, after)
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
            call = self.way.call(work, call_id)
            if call is None or call.state not in OPEN:
                return
            decision = self.way.decide(work, call, "analyse")
            if not decision.allowed:
                self.way.block(work, call, decision)
                return
            made = assessments(call, analysed.scorecards)
            work.of(Assessment).add_many(made, self.way.scope("assessment", "create"))
            levels = [level for one in made for level in one.observations()]
            work.of(Observation).add_many(levels, self.way.scope("observation", "create"))
            fill(self.desk, work, made)
            after = evolve(
                call,
                state="analysed",
                metrics=analysed.analysis.metrics,
                objections=analysed.analysis.objections,
                language=transcript.language,
            )
            self.way.save(work, after)
            work.emit(self.way.event("call.scored", after, scorecards=len(made)))
            TrackerHits(self.desk, work).keep(after, heard, tell=True)
            Measuring(self.desk, self.tenant_id, self.analyst).keep(work, after, measured)
            work.record("call.scored", call_id, {"scorecards": len(made)})

    def state(self, call_id: str) -> Mapping[str, Any]:
        """Where the call stands, for the result of a job."""
        with self.desk.store.read(system_actor(self.tenant_id)) as work:
            found = self.way.call(work, call_id)
        return {"state": found.state if found else "gone"}
