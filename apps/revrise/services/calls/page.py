"""A call as one page needs it: everything about it, in a fixed number of queries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from attrs import Factory, frozen

from revrise.core.coaching.comment import CallComment
from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.topic_strip import Stretch
from revrise.core.deals.deal import Deal
from revrise.core.errors import NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import (
    PURPOSES,
    Consent,
    ConsentDecision,
    decide,
    may_leave,
    missing,
)
from revrise.core.governance.rule import Rule, where
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.assignment import Adjudication
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.core.scoring.reference import newest, parts
from revrise.core.scoring.rubric import RubricDefinition
from revrise.ports.catalogue import Catalogue, rubric_there
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.auditing.access import Access, note_access
from revrise.services.blind.service import blank_cards, scored_blind
from revrise.services.calls.bringing import WORDLESS
from revrise.services.calls.media import silent_parts
from revrise.services.cleared.store import original
from revrise.services.desk import Desk
from revrise.services.lawful import table
from revrise.services.measures.analysing import Analyst
from revrise.services.measures.benchmark import Benchmark, usual
from revrise.services.measures.compared import Compared, compared_with
from revrise.services.measures.measured import Measured
from revrise.services.measures.trackers_in_force import NOTHING, Listened, listened
from revrise.services.naming import names_of
from revrise.services.reach import may


@frozen
class ConsentState:
    """What may be done with a call now.

    `missing` are the participants who did not agree to coach, `unanalysed` to analyse; `leaves`
    says whether what tells of it may leave the company.
    """

    decisions: Mapping[str, ConsentDecision]
    missing: tuple[str, ...]
    unanalysed: tuple[str, ...]
    leaves: bool = False

    @property
    def words(self) -> bool:
        """Whether its words may be shown to coach on."""
        return self.decisions["coach"].allowed


@frozen
class CallPage:
    """`analysis`, `topics` and the words are there only under consent to coach.

    `rubrics` by reference (`id@version`), `names` by person, `allowed` what the actor may do:
    comment | clip | note | score | dispute | decide | consent | plan |
    correct | bring | rename. `blind` are scorecards the actor is to score first: criteria and
    weights, no levels. `settled` are levels at which reviewers' differences were settled, `stands`
    the scorecards of which the actor's own score is not replaced.
    `heard` is how much of a recording is: not the words that are hidden from the actor.
    """

    call: Call
    consent: ConsentState
    transcript: CallTranscript | None
    analysis: CallAnalysis | None
    topics: tuple[Stretch, ...]
    cards: tuple[Assessment, ...]
    rubrics: Mapping[str, RubricDefinition]
    compared: Compared
    comments: tuple[CallComment, ...]
    scores: tuple[CoachScore, ...]
    disputes: tuple[Dispute, ...]
    names: Mapping[str, str]
    deal: View | None
    allowed: frozenset[str]
    as_of: datetime
    blind: tuple[Assessment, ...] = ()
    settled: tuple[Adjudication, ...] = ()
    stands: frozenset[str] = frozenset()
    listened: Listened = NOTHING
    team: Benchmark | None = None
    heard: Literal["whole", "part", "none"] = "whole"


@frozen
class CallPages:
    """The use case."""

    desk: Desk
    catalogue: Catalogue
    measured: Measured = Factory(lambda self: Measured(Analyst(self.catalogue)), takes_self=True)

    def show(self, call_id: str, by: Actor) -> CallPage:
        """Everything of a call the actor may see. Raises NotFound when hidden."""
        with self.desk.store.read(by) as work:
            call = work.of(Call).load(call_id, self.desk.scope(by, "call"))
            consent = self._consent(work, call, by)
            words = self._words(work, call, by) if consent.words else None
            said = original(work, words).transcript if words else None
            subject = where(subject_id=call.id)
            cards = self._many(work, Assessment, "assessment", subject, by, "rubric")
            comments = self._many(work, CallComment, "call_comment", where(call_id=call.id), by)
            scores = self._many(work, CoachScore, "coach_score", subject, by)
            disputes = self._many(work, Dispute, "dispute", subject, by, "raised_at")
            settled = self._many(work, Adjudication, "adjudication", subject, by)
            blind = tuple(blank_cards(self.desk, work, call.id, by))
            stands = scored_blind(work, call.id, by)
            people = _people(call, comments, scores, disputes)
            people |= {one.by for one in words.corrections} if words else set()
            people |= {one.settled_by for one in settled}
            names = names_of(self.desk, work, by, people)
            deal = self._deal(work, call, by)
            compared = compared_with(self.desk, work, call, by)
            wanted = listened(work) if said else NOTHING
            team = usual(work, call, self.desk.clock.now())
            silent = silent_parts(work, call, words) if call.media_sha256 else ()
        if words is not None or not consent.words:
            note_access(self.desk, Access("transcript", call_id, consent.words), by)
        heard = self.measured.of(call, said, words, wanted) if said and words else None
        return CallPage(
            call=call,
            consent=consent,
            transcript=words,
            analysis=heard.analysis if heard else None,
            topics=heard.topics if heard else (),
            cards=cards,
            rubrics=self._rubrics((*cards, *blind)),
            compared=compared,
            comments=comments,
            scores=scores,
            disputes=disputes,
            names=names,
            deal=deal,
            allowed=self._allowed(call, by),
            as_of=self.desk.clock.now(),
            blind=blind,
            settled=settled,
            stands=stands,
            listened=wanted,
            team=team,
            heard="none" if silent is None else "part" if silent else "whole",
        )

    def assessment(self, call_id: str, rubric: str | None, by: Actor) -> Assessment:
        """One scorecard of a call, without levels where the actor is to score it blind.

        Raises NotFound for a hidden call or one not scored.
        """
        with self.desk.store.read(by) as work:
            work.of(Call).load(call_id, self.desk.scope(by, "call"))
            kept = self._many(work, Assessment, "assessment", where(subject_id=call_id), by)
            cards = (*blank_cards(self.desk, work, call_id, by), *kept)
        first = newest(one.rubric for one in cards)
        found: list[Assessment] = sorted(
            cards, key=lambda one: (one.rubric not in first, parts(one.rubric))
        )
        for card in found:
            if rubric in (None, card.rubric):
                return card
        raise NotFound("the call has no such scorecard", culprit=rubric or call_id)

    def _consent(self, work: UnitOfWork, call: Call, by: Actor) -> ConsentState:
        scope, now = self.desk.scope(by, "consent"), self.desk.clock.now()
        consents = work.of(Consent).load_many(scope, Query(where=where(call_id=call.id)))
        present, law = call.participants, table(work)
        decisions = {purpose: decide(consents, present, purpose, now, law) for purpose in PURPOSES}
        coach, analysis = (
            missing(consents, present, purpose, now, law) for purpose in ("coach", "analyse")
        )
        return ConsentState(
            decisions,
            tuple(ref for ref in present if ref in coach),
            tuple(ref for ref in present if ref in analysis),
            may_leave(consents, present, now, law).allowed,
        )

    def _words(self, work: UnitOfWork, call: Call, by: Actor) -> CallTranscript | None:
        found = self._many(work, CallTranscript, "call_transcript", where(call_id=call.id), by)
        return found[0] if found else None

    def _many(
        self,
        work: UnitOfWork,
        kind: type[Any],
        resource: str,
        rule: Rule,
        by: Actor,
        order: str = "at",
    ) -> tuple[Any, ...]:
        """The things of a kind; none where the actor may not see any."""
        try:
            scope = self.desk.scope(by, resource)
        except Refused:
            return ()
        ordered = () if kind is CallTranscript else ((order, False),)
        return tuple(work.of(kind).load_many(scope, Query(where=rule, order=ordered)))

    def _deal(self, work: UnitOfWork, call: Call, by: Actor) -> View | None:
        if call.deal_id is None or not may(self.desk, by, "deal", "read"):
            return None
        query = Query(where=where(id=call.deal_id))
        rows = work.of(Deal).rows(self.desk.scope(by, "deal"), query)
        return rows[0] if rows else None

    def _rubrics(self, cards: Sequence[Assessment]) -> dict[str, RubricDefinition]:
        """What the cards were scored on, where that version is still to be had."""
        found = {card.rubric: rubric_there(self.catalogue, card.rubric) for card in cards}
        return {reference: one.definition for reference, one in found.items() if one}

    def _allowed(self, call: Call, by: Actor) -> frozenset[str]:
        row = {
            "id": "",
            "owner_id": call.owner_id,
            "person_id": call.owner_id,
            "team_id": call.team_id,
            "author_id": by.person_id,
            "coach_id": by.person_id,
            "shared": "rep",
            "state": "open",
        }
        theirs = by.person_id != call.owner_id

        def can(resource: str, action: str, **other: str) -> bool:
            return may(self.desk, by, resource, action, row | other)

        wanted = {
            "consent": can("consent", "update"),
            "bring": call.state in WORDLESS and can("call", "create"),
            "comment": can("call_comment", "create"),
            "clip": can("clip", "create"),
            "note": can("call_comment", "create", shared="coaches"),
            "score": theirs and can("coach_score", "create"),
            "dispute": not theirs and can("dispute", "create"),
            "decide": theirs and can("dispute", "update"),
            "rename": can("call", "update"),
            "correct": can("call_transcript", "update"),
            "plan": theirs and can("plan", "create"),
        }
        return frozenset(name for name, allowed in wanted.items() if allowed)


def _people(
    call: Call,
    comments: Sequence[CallComment],
    scores: Sequence[CoachScore],
    disputes: Sequence[Dispute],
) -> set[str]:
    return {
        call.owner_id,
        *(one.author_id for one in comments),
        *(told for one in comments for told in one.mentions),
        *(one.coach_id for one in scores),
        *(one.decided_by for one in disputes if one.decided_by),
    }
