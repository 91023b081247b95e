"""Giving a call to several reviewers, ending that, settling their differences."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.assignment import Adjudication, BlindAssignment, checked, settle
from revrise.core.scoring.blind_review import BlindReview
from revrise.ports.catalogue import Catalogue
from revrise.ports.query import Query
from revrise.ports.rubrics import Rubric
from revrise.ports.storage import UnitOfWork
from revrise.services.assignments.card import Hear, card_id, given_card, to_hear
from revrise.services.assignments.ending import over, reviews_of, room_for_one
from revrise.services.assignments.news import news
from revrise.services.assignments.who import WHY, everybody, who_may_not
from revrise.services.desk import Desk
from revrise.services.measures.analysing import Analyst


@frozen
class GiveCall:
    """A call, on the rubric of this id, to these people (ids), until `due`."""

    call_id: str
    rubric_id: str
    reviewers: tuple[str, ...]
    due: datetime


@frozen
class Settle:
    """The level (1–5) that a difference on a criterion is settled at, and why."""

    assignment_id: str
    criterion: str
    level: int
    reason: str


@frozen
class Candidate:
    """Somebody who might review a call; `against` is why they may not, a key of WHY."""

    person_id: str
    name: str
    against: str | None


@frozen
class Giving:
    """The use cases."""

    desk: Desk
    catalogue: Catalogue

    def give(self, command: GiveCall, by: Actor) -> BlindAssignment:
        """The assignment; from the same commit on levels are withheld from its reviewers.

        Raises NotFound for a hidden call or strange rubric, Refused for who may not give it, or
        where not everybody on it agreed, Invalid naming each reviewer who may not, and why,
        Conflict where MOST_RUNNING run.
        """
        scope, now = self.desk.scope(by, "blind_assignment", "create"), self.desk.clock.now()
        rubric = self.catalogue.rubric(command.rubric_id.partition("@")[0])
        reviewers = checked(command.reviewers, now, command.due)
        hear = self._hearing(command.call_id, rubric, by)
        with self.desk.store.begin(by) as work:
            # Held: of two who give it at once one sees the other's reviewers; so does a withdrawal.
            call = work.of(Call).hold(command.call_id, self.desk.scope(by, "call"))
            people = self._people(work, reviewers, by)
            room_for_one(work)
            card, fresh = given_card(self.desk, work, call, rubric, hear)
            if wrong := who_may_not(self.desk, work, card.id, call, people):
                told = "; ".join(f"{one.name}: {WHY[why]}" for one, why in wrong)
                raise Invalid(told, culprit="reviewers", remedy="give it to somebody else")
            made = BlindAssignment(
                id=self.desk.ids.new("blind"),
                rubric=card.rubric,
                assessment_id=card.id,
                subject_id=call.id,
                person_id=call.owner_id,
                team_id=call.team_id,
                assigned_by=by.person_id,
                at=now,
                due=command.due,
                fresh=fresh,
            )
            work.of(BlindAssignment).add(made, scope)
            self._reviews(work, made, reviewers)
            work.emit(news("review.given", made, now, by.person_id))
            detail = {"call": call.id, "reviewers": len(reviewers), "fresh": fresh}
            work.record("blind_assignment.given", made.id, detail)
        return made

    def _hearing(self, call_id: str, rubric: Rubric, by: Actor) -> Hear:
        """Measures words; those of the call, where they have to be, were measured before."""
        analyst = Analyst(self.catalogue)
        with self.desk.store.read(by) as work:
            call = work.of(Call).load(call_id, self.desk.scope(by, "call"))
            said = to_hear(self.desk, work, call, rubric)
        known = analyst.hear(said) if said else None
        return lambda now: known if known and known.transcript == now else analyst.hear(now)

    def candidates(
        self, call_id: str, rubric_id: str, by: Actor
    ) -> tuple[Call, Sequence[Candidate]]:
        """The call, and whom the actor might give it to: who is more than a rep, 200 at most.

        Raises NotFound for a hidden call or strange rubric, Refused for who may not give it.
        """
        self.desk.scope(by, "blind_assignment", "create")
        rubric = self.catalogue.rubric(rubric_id)
        with self.desk.store.read(by) as work:
            call = work.of(Call).load(call_id, self.desk.scope(by, "call"))
            query = Query(order=(("name", False),), columns=("id", "name"))
            rows = work.of(Person).rows(self.desk.scope(by, "person"), query)
            everyone = everybody(work, [row["id"] for row in rows])
            people = [one for one in everyone if {*one.roles} - {"rep"}][:_OFFERED]
            card = card_id(work, call, rubric)
            wrong = who_may_not(self.desk, work, card, call, people)
        against = {one.id: why for one, why in wrong}
        found = [Candidate(one.id, one.name, against.get(one.id)) for one in people]
        return call, sorted(found, key=lambda one: one.against is not None)

    def end(self, assignment_id: str, by: Actor) -> BlindAssignment:
        """Ends it before all are done. Raises NotFound, Refused, Conflict where it is over."""
        scope = self.desk.scope(by, "blind_assignment", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(BlindAssignment).hold(assignment_id, scope)
            after = over(self.desk, work, before)
            work.record("blind_assignment.ended", assignment_id)
        return after

    def settle(self, command: Settle, by: Actor) -> Adjudication:
        """Keeps a level for a criterion; a second word replaces the first.

        Raises NotFound for a hidden assignment or strange criterion, Conflict while it runs,
        Invalid outside 1–5 or without a reason, Refused for who gave one of the levels.
        """
        scope = self.desk.scope(by, "adjudication", "create")
        with self.desk.store.begin(by) as work:
            mine = self.desk.scope(by, "blind_assignment")
            assignment = work.of(BlindAssignment).load(command.assignment_id, mine)
            made = settle(
                assignment, command.criterion, command.level, command.reason, by.person_id,
                self.desk.clock.now(),
            )  # fmt: skip
            cards = self.desk.scope(by, "assessment")
            work.of(Assessment).load(assignment.assessment_id, cards).scorecard.of(made.criterion)
            self._not_their_own(work, assignment, by)
            kept = self._kept(work, made, by)
            if kept is made:
                work.of(Adjudication).add(made, scope)
            detail = {"assignment": assignment.id, "criterion": made.criterion}
            work.record("adjudication.settled", made.id, detail)
        return kept

    def _people(self, work: UnitOfWork, ids: tuple[str, ...], by: Actor) -> list[Person]:
        query = Query(where=where(id=ids), columns=("id",))
        known = {row["id"] for row in work.of(Person).rows(self.desk.scope(by, "person"), query)}
        if missing := [one for one in ids if one not in known]:
            raise NotFound("no such person", culprit=", ".join(missing))
        return everybody(work, ids)

    def _reviews(self, work: UnitOfWork, made: BlindAssignment, reviewers: tuple[str, ...]) -> None:
        rubric = made.rubric.partition("@")[0]
        reviews = [
            BlindReview(
                id=self.desk.ids.new("blind"),
                coach_id=one,
                rubric=rubric,
                asked_at=made.at,
                state="given",
                assessment_id=made.assessment_id,
                subject_id=made.subject_id,
                opened_at=made.at,
                ended_at=None,
                assignment_id=made.id,
                assigned_by=made.assigned_by,
                due=made.due,
                sealed=True,
            )
            for one in reviewers
        ]
        scope = system_scope(work.actor.tenant_id, "blind_review", "create", _REASON)
        work.of(BlindReview).add_many(reviews, scope)

    def _not_their_own(self, work: UnitOfWork, assignment: BlindAssignment, by: Actor) -> None:
        """Who gave one of the levels is no judge of which is right."""
        if any(one.coach_id == by.person_id for one in reviews_of(work, assignment.id)):
            raise Refused("you reviewed this call", remedy="have somebody else settle it")

    def _kept(self, work: UnitOfWork, made: Adjudication, by: Actor) -> Adjudication:
        scope = self.desk.scope(by, "adjudication", "update")
        found = work.of(Adjudication).load_many(scope, Query(where=where(id=made.id)))
        if not found:
            return made
        after = evolve(made, version=found[0].version + 1)
        work.of(Adjudication).save(after, scope, expected=found[0].version)
        return after


_REASON, _OFFERED = "give a call to reviewers", 200
