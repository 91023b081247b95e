"""Calls: adding them under consent, showing them to those who may see them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Transcript
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, Misconfigured, Refused
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import Consent, ConsentDecision, decide
from revrise.core.governance.jurisdiction import Jurisdictions, built_in
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope
from revrise.core.ids import derived
from revrise.core.people.competency import Observation
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.auditing.access import Access, note_access
from revrise.services.blind.service import fill
from revrise.services.calls.ahead import Ahead, Ear, MeasuringAhead
from revrise.services.calls.bundle import Bundle, Heard, bundle, hear
from revrise.services.calls.commands import AddCall, Added, Agreed, fingerprint
from revrise.services.calls.receiving import ReceiveCall, Receiving
from revrise.services.desk import Desk
from revrise.services.lawful import table
from revrise.services.measures.analysing import Analyst
from revrise.services.measures.measuring import MEASURE, ask
from revrise.services.measures.tracker_hits import TrackerHits

__all__ = ["AddCall", "Added", "Agreed", "Calls", "ReceiveCall", "fingerprint"]


@frozen
class Calls:
    """Use cases around recorded conversations."""

    desk: Desk
    analyst: Analyst
    receiving: Callable[[], Receiving] | None = None

    def receive(self, command: ReceiveCall, by: Actor) -> Added:
        """Keeps an uploaded file's call as `received` and queues its processing.

        The file is in the blob store already. Raises as `Receiving.receive`.
        """
        return self._receiving().receive(command, by)

    def retry(self, call_id: str, by: Actor) -> Call:
        """Processes a failed or blocked call again; see Receiving.retry."""
        return self._receiving().retry(call_id, by)

    def add(self, command: AddCall, by: Actor) -> Added:
        """Stores a call with its transcript, consents, metrics and scorecards, or none of it.

        Adding the same file for the same rep again changes nothing. Raises NotFound for a
        hidden rep or deal, Refused when the actor may not add calls for that rep.
        """
        return self.add_many([command], by)[0]

    def add_many(self, commands: Iterable[AddCall], by: Actor) -> Sequence[Added]:
        """Like `add` for every command, in one unit of work: all of them or none."""
        chosen = list(commands)
        try:
            return self._add_many(chosen, by)
        except Conflict:  # somebody else added one of them at the same moment: now it is known
            return self._add_many(chosen, by)

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
        if words is not None or not consent.allowed:
            note_access(self.desk, Access("transcript", call_id, consent.allowed), by)
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
        return decide(consents, call.participants, purpose, self.desk.clock.now(), table(work))

    def _receiving(self) -> Receiving:
        if self.receiving is None:
            raise Misconfigured("nothing is set up to receive files")
        return self.receiving()

    def _add_many(self, commands: Sequence[AddCall], by: Actor) -> Sequence[Added]:
        wanted = [(command.call_id(by.tenant_id), command) for command in commands]
        known = self._known([call_id for call_id, _ in wanted], by)
        new = {call_id: command for call_id, command in wanted if call_id not in known}
        law = self._law(by) if new else built_in()
        heard = [hear(self.analyst, call_id, command, law) for call_id, command in new.items()]
        made = self._store(heard, self._ahead(heard, by), by) if heard else {}
        answers: dict[str, Added] = {
            one.id: Added(made[one.id], created=True, scorecards=one.scorecards) for one in heard
        }
        stored = {**known, **made}
        return [_answer(answers, stored, call_id) for call_id, _ in wanted]

    def _law(self, by: Actor) -> Jurisdictions:
        with self.desk.store.read(by) as work:
            return table(work)

    def _known(self, call_ids: Sequence[str], by: Actor) -> dict[str, Call]:
        query = Query(where=where(id=tuple(call_ids)))
        with self.desk.store.read(by) as work:
            found = work.of(Call).load_many(self.desk.scope(by, "call"), query)
        return {call.id: call for call in found}

    def _words(self, work: UnitOfWork, call: Call, by: Actor) -> Transcript | None:
        try:
            scope = self.desk.scope(by, "call_transcript")
        except Refused:
            return None
        found = work.of(CallTranscript).load_many(scope, Query(where=where(call_id=call.id)))
        return found[0].transcript if found else None

    def _ahead(self, heard: Sequence[Heard], by: Actor) -> Ahead:
        """All that takes long, while nobody has to wait for it."""
        with self.desk.store.read(by) as work:
            made = self._placed(work, heard, by)
            ear = Ear.of(work, made)
        return self._measuring.ahead(made, ear)

    @property
    def _measuring(self) -> MeasuringAhead:
        return MeasuringAhead(self.desk, self.analyst)

    def _store(self, heard: Sequence[Heard], known: Ahead, by: Actor) -> dict[str, Call]:
        with self.desk.store.begin(by) as work:
            made = self._placed(work, heard, by)
            self._keep(work, by, made)
            self._note(work, by, made)
            hits = TrackerHits(self.desk, work)
            for one in made:
                if one.call.state == "analysed":
                    hits.keep(one.call, known.found, tell=True)
            due = self._measuring.keep(work, made, known)
            if due:
                ask(work, derived("job", MEASURE, *due), due)
        return {one.call.id: one.call for one in made}

    def _placed(self, work: UnitOfWork, heard: Sequence[Heard], by: Actor) -> Sequence[Bundle]:
        """The rows, by where reps and deals are now."""
        teams = self._teams(work, {one.command.rep_id for one in heard}, by)
        deals = {one.command.deal_id for one in heard} - {None}
        accounts = self._accounts(work, deals, by)
        now = self.desk.clock.now()
        return [
            bundle(one, teams[one.command.rep_id], accounts.get(one.command.deal_id), now)
            for one in heard
        ]

    def _teams(self, work: UnitOfWork, reps: set[str], by: Actor) -> dict[str, str | None]:
        scope = self.desk.scope(by, "person")
        rows = work.of(Person).rows(
            scope, Query(where=where(id=tuple(sorted(reps))), columns=("id", "team_id"))
        )
        for rep in sorted(reps - {row["id"] for row in rows}):
            # load() says the one sentence there is for hidden and missing alike.
            work.of(Person).load(rep, scope)
        return {row["id"]: row["team_id"] for row in rows}

    def _accounts(self, work: UnitOfWork, deals: set[Any], by: Actor) -> dict[Any, str | None]:
        if not deals:
            return {}
        scope = self.desk.scope(by, "deal")
        rows = work.of(Deal).rows(
            scope, Query(where=where(id=tuple(sorted(deals))), columns=("id", "account_id"))
        )
        for deal in sorted(deals - {row["id"] for row in rows}):
            work.of(Deal).load(deal, scope)
        return {row["id"]: row["account_id"] for row in rows}

    def _keep(self, work: UnitOfWork, by: Actor, made: Sequence[Bundle]) -> None:
        def create(resource: str) -> Scope:
            return self.desk.scope(by, resource, "create")

        work.of(Call).add_many([one.call for one in made], create("call"))
        work.of(CallTranscript).add_many([one.words for one in made], create("call_transcript"))
        consents = [consent for one in made for consent in one.consents]
        work.of(Consent).add_many(consents, create("consent"))
        assessments = [each for one in made for each in one.assessments]
        work.of(Assessment).add_many(assessments, create("assessment"))
        levels = [level for one in made for level in one.observations]
        work.of(Observation).add_many(levels, create("observation"))
        # Who adds a call is told at once how it scored.
        fill(self.desk, work, assessments, told=by.person_id)

    def _note(self, work: UnitOfWork, by: Actor, made: Sequence[Bundle]) -> None:
        now = self.desk.clock.now()
        for one in made:
            data = {"person": one.call.owner_id}
            work.emit(Event("call.added", one.call.id, now, by.person_id, data))
            if one.assessments:
                scored = {**data, "scorecards": len(one.assessments)}
                work.emit(Event("call.scored", one.call.id, now, by.person_id, scored))
        if len(made) == 1:
            call, cards = made[0].call, len(made[0].assessments)
            work.record("call.added", call.id, {"state": call.state, "scorecards": cards})
            return
        blocked = sum(one.call.state == "blocked" for one in made)
        work.record("calls.added", by.tenant_id, {"calls": len(made), "blocked": blocked})


def _answer(new: dict[str, Added], stored: Mapping[str, Call], call_id: str) -> Added:
    """The second answer to the same command in one batch is that it is there already."""
    if call_id in new:
        return new.pop(call_id)
    return Added(stored[call_id], created=False)
