"""Calls: adding them under consent, showing them to those who may see them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.deals.deal import Deal
from revrise.core.errors import Refused
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import PURPOSES, Consent, ConsentDecision, decide
from revrise.core.governance.rule import where
from revrise.core.ids import derived
from revrise.core.people.competency import Observation
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment, assessment_id
from revrise.core.scoring.scorecard import Scorecard
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.calls.analysing import Analysed, Analyst
from revrise.services.desk import Desk


@frozen
class Agreed:
    """Who agreed to what before the call: participants (None: all) and purposes, on a basis."""

    jurisdiction: str
    participants: tuple[str, ...] | None = None
    purposes: tuple[str, ...] = PURPOSES
    basis: str = "consent"
    evidence: str = ""


@frozen
class AddCall:
    """A call to keep. `fingerprint` is the SHA-256 of what it came from.

    `agreed` None: nobody's consent is known, so nothing is analysed or shown.
    """

    transcript: Transcript
    fingerprint: str
    title: str
    rep_id: str
    at: datetime
    deal_id: str | None = None
    agreed: Agreed | None = None
    source: str = ""
    media_sha256: str | None = None


@frozen
class Added:
    """What became of it; `created` False: it was there already, nothing was changed."""

    call: Call
    created: bool
    scorecards: tuple[Scorecard, ...] = ()


@frozen
class Calls:
    """Use cases around recorded conversations."""

    desk: Desk
    analyst: Analyst

    def add(self, command: AddCall, by: Actor) -> Added:
        """Stores a call with its transcript, consents, metrics and scorecards, or none of it.

        Adding the same file for the same rep again changes nothing. Raises NotFound for a
        hidden rep or deal, Refused when the actor may not add calls for that rep.
        """
        call_id = derived("call", by.tenant_id, command.rep_id, command.fingerprint)
        known = self._known(call_id, by)
        if known is not None:
            return Added(known, created=False)
        consents = _consents(call_id, command)
        decision = decide(consents, _participants(command), "analyse", command.at)
        analysed = self.analyst.analyse(command.transcript) if decision.allowed else None
        with self.desk.store.begin(by) as work:
            team_id = self._team_of(work, command.rep_id, by)
            account_id = self._account_of(work, command.deal_id, by)
            call = _call(call_id, command, team_id, account_id, decision, analysed)
            self._keep(work, by, call, command, consents)
            cards = analysed.scorecards if analysed else ()
            self._score(work, by, call, cards)
            work.emit(Event("call.added", call_id, self.desk.clock.now(), by.person_id))
            work.record("call.added", call_id, {"state": call.state, "scorecards": len(cards)})
        return Added(call, created=True, scorecards=cards)

    def list(self, by: Actor, query: Query = ALL_ROWS) -> Sequence[View]:
        """The calls the actor may see, newest first."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "call")
            order = query.order or (("started_at", True),)
            return work.of(Call).rows(scope, Query(query.where, order, query.limit, query.after))

    def show(self, call_id: str, by: Actor) -> Mapping[str, Any]:
        """A call with metrics and scorecards; its words only under consent to coach.

        Raises NotFound when hidden.
        """
        with self.desk.store.read(by) as work:
            call = work.of(Call).load(call_id, self.desk.scope(by, "call"))
            consent = self.consent(work, call, "coach", by)
            query = Query(where=where(subject_id=call_id), order=(("rubric", False),))
            cards = work.of(Assessment).load_many(self.desk.scope(by, "assessment"), query)
            words = self._words(work, call, by) if consent.allowed else None
        return {
            "call": call,
            "consent": consent,
            "transcript": words,
            "scorecards": tuple(card.scorecard for card in cards),
        }

    def consent(self, work: UnitOfWork, call: Call, purpose: str, by: Actor) -> ConsentDecision:
        """Whether a call may be used for a purpose now."""
        scope = self.desk.scope(by, "consent")
        consents = work.of(Consent).load_many(scope, Query(where=where(call_id=call.id)))
        return decide(consents, call.participants, purpose, self.desk.clock.now())

    def _known(self, call_id: str, by: Actor) -> Call | None:
        scope = self.desk.scope(by, "call")
        with self.desk.store.read(by) as work:
            found = work.of(Call).load_many(scope, Query(where=where(id=call_id)))
        return found[0] if found else None

    def _words(self, work: UnitOfWork, call: Call, by: Actor) -> Transcript | None:
        try:
            scope = self.desk.scope(by, "call_transcript")
        except Refused:
            return None
        found = work.of(CallTranscript).load_many(scope, Query(where=where(call_id=call.id)))
        return found[0].transcript if found else None

    def _team_of(self, work: UnitOfWork, rep_id: str, by: Actor) -> str | None:
        people = work.of(Person).rows(self.desk.scope(by, "person"), Query(where=where(id=rep_id)))
        if not people:
            # load() says the one sentence there is for hidden and missing alike.
            work.of(Person).load(rep_id, self.desk.scope(by, "person"))
        return people[0]["team_id"] if people else None

    def _account_of(self, work: UnitOfWork, deal_id: str | None, by: Actor) -> str | None:
        if deal_id is None:
            return None
        return work.of(Deal).load(deal_id, self.desk.scope(by, "deal")).account_id

    def _keep(
        self, work: UnitOfWork, by: Actor, call: Call, command: AddCall, consents: Sequence[Consent]
    ) -> None:
        work.of(Call).add(call, self.desk.scope(by, "call", "create"))
        words = CallTranscript(
            derived("words", call.id), call.id, call.owner_id, call.team_id, command.transcript
        )
        work.of(CallTranscript).add(words, self.desk.scope(by, "call_transcript", "create"))
        teamed = [_of_team(consent, call) for consent in consents]
        work.of(Consent).add_many(teamed, self.desk.scope(by, "consent", "create"))

    def _score(self, work: UnitOfWork, by: Actor, call: Call, cards: Sequence[Scorecard]) -> None:
        made = [
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
        work.of(Assessment).add_many(made, self.desk.scope(by, "assessment", "create"))
        levels = [level for one in made for level in one.observations()]
        work.of(Observation).add_many(levels, self.desk.scope(by, "observation", "create"))


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def _participants(command: AddCall) -> tuple[str, ...]:
    return tuple(speaker.ref for speaker in command.transcript.speakers)


def _consents(call_id: str, command: AddCall) -> list[Consent]:
    agreed = command.agreed
    if agreed is None:
        return []
    who = agreed.participants if agreed.participants is not None else _participants(command)
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
        )
        for participant in who
        for purpose in agreed.purposes
    ]


def _of_team(consent: Consent, call: Call) -> Consent:
    return evolve(consent, team_id=call.team_id)


def _call(
    call_id: str,
    command: AddCall,
    team_id: str | None,
    account_id: str | None,
    decision: ConsentDecision,
    analysed: Analysed | None,
) -> Call:
    return Call(
        id=call_id,
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
        blocked_reason=None if decision.allowed else decision.because,
        participants=_participants(command),
        metrics=analysed.analysis.metrics if analysed else {},
    )
