"""A call with all that is stored beside it: words, consents, scorecards, levels."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.call import WAITS, Call, CallTranscript
from revrise.core.conversations.intake.began import began
from revrise.core.governance.consent import Consent, ConsentDecision, decide
from revrise.core.governance.jurisdiction import Jurisdictions
from revrise.core.ids import derived
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment, assessment_id
from revrise.core.scoring.scorecard import Scorecard
from revrise.services.calls.commands import AddCall
from revrise.services.measures.analysing import Analysed, Analyst


@frozen
class Heard:
    """A call before it is placed: consents, and the analysis where they allow it."""

    id: str
    command: AddCall
    consents: tuple[Consent, ...]
    decision: ConsentDecision
    analysed: Analysed | None

    @property
    def scorecards(self) -> tuple[Scorecard, ...]:
        """What the rubrics say; nothing without consent."""
        return self.analysed.scorecards if self.analysed else ()


@frozen
class Bundle:
    """The rows of one call, and its analysis where consents allow it."""

    call: Call
    words: CallTranscript
    consents: tuple[Consent, ...]
    assessments: tuple[Assessment, ...]
    analysis: CallAnalysis | None

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The levels its scorecards show."""
        return tuple(level for one in self.assessments for level in one.observations())


def hear(analyst: Analyst, call_id: str, command: AddCall, law: Jurisdictions) -> Heard:
    """Decides on the consents by the tenant's table and, where they allow it, analyses."""
    consents = tuple(_consents(call_id, command))
    decision = decide(consents, command.participants, "analyse", command.at, law)
    analysed = analyst.analyse(command.transcript) if decision.allowed else None
    return Heard(call_id, command, consents, decision, analysed)


def bundle(heard: Heard, team_id: str | None, account_id: str | None, now: datetime) -> Bundle:
    """The rows of a call whose rep is on this team and whose deal is with this account.

    Raises Invalid for one that cannot have begun by `now`.
    """
    began(heard.command.at, now, "at")
    call = _call(heard, team_id, account_id)
    words = CallTranscript(
        derived("words", call.id), call.id, call.owner_id, team_id, heard.command.transcript
    )
    consents = tuple(_of_team(consent, team_id) for consent in heard.consents)
    cards = tuple(assessments(call, heard.scorecards))
    known = heard.analysed.analysis if heard.analysed else None
    return Bundle(call, words, consents, cards, known)


def assessments(call: Call, cards: Sequence[Scorecard]) -> list[Assessment]:
    """The scorecards as they are kept."""
    return [
        Assessment(
            assessment_id(call.id, card.rubric),
            call.id,
            call.owner_id,
            call.team_id,
            call.started_at,
            card.rubric,
            card.score,
            card,
        )
        for card in cards
    ]


def _consents(call_id: str, command: AddCall) -> list[Consent]:
    everybody = command.participants
    return [
        Consent(
            derived("con", call_id, participant, purpose),
            call_id,
            participant,
            purpose,
            agreed.basis,
            agreed.jurisdiction,
            command.at,
            command.rep_id,
            evidence=agreed.evidence,
            separate=agreed.separately,
        )
        for agreed in command.agreed
        for participant in (everybody if agreed.participants is None else agreed.participants)
        for purpose in agreed.purposes
    ]


def _of_team(consent: Consent, team_id: str | None) -> Consent:
    return evolve(consent, team_id=team_id)


def _call(heard: Heard, team_id: str | None, account_id: str | None) -> Call:
    command, analysed = heard.command, heard.analysed
    return Call(
        id=heard.id,
        title=command.title,
        owner_id=command.rep_id,
        team_id=team_id,
        started_at=command.at,
        language=command.transcript.language,
        fingerprint=command.fingerprint,
        deal_id=command.deal_id,
        account_id=account_id,
        duration_ms=command.transcript.duration_ms,
        media_sha256=command.media_sha256,
        source=command.source,
        state="analysed" if analysed else "blocked",
        blocked_reason=None if heard.decision.allowed else heard.decision.because,
        remedy=None if heard.decision.allowed else WAITS,
        participants=command.participants,
        metrics=analysed.analysis.metrics if analysed else {},
        objections=analysed.analysis.objections if analysed else None,
    )
