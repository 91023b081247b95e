"""How far reviewers of a call are, and once all are done how they agree."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.conversations.call import Call
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.assignment import Adjudication, Agreed, BlindAssignment, agreed
from revrise.core.scoring.blind_review import TO_SCORE, BlindReview
from revrise.core.scoring.coach_score import CoachScore
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.assignments.ending import reviews_of, rubrics_of
from revrise.services.blindness import blind_calls
from revrise.services.desk import Desk
from revrise.services.naming import names

_LISTED = 100


@frozen
class Reviewer:
    """Who reviews, and how far they are; never what they gave."""

    person_id: str
    name: str
    state: str
    ended_at: datetime | None
    reason: str | None
    note: str | None


@frozen
class Told:
    """What is shown once it is over: agreement, the machine's level by criterion, what is settled.

    `because` is by criterion what reviewers wrote, with their ids.
    """

    agreed: Agreed
    machine: Mapping[str, int | None]
    settled: Mapping[str, Adjudication]
    because: Mapping[str, Mapping[str, str]]


@frozen
class AssignmentView:
    """An assignment with its progress; `told` is None while it runs, or without scores."""

    assignment: BlindAssignment
    title: str
    rep: str
    reviewers: tuple[Reviewer, ...]
    told: Told | None = None

    @property
    def scored(self) -> int:
        """How many reviewers gave their levels."""
        return sum(one.state == "scored" for one in self.reviewers)


@frozen
class ToScore:
    """A review that was given to the reader: of which call, by whom, on `ref` (`id@version`)."""

    review: BlindReview
    title: str
    rep: str
    giver: str
    ref: str


@frozen
class Assignments:
    """What may be seen of them."""

    desk: Desk

    def list(self, by: Actor) -> Sequence[AssignmentView]:
        """The newest 100 the actor answers for, without levels. Raises Refused."""
        query = Query(order=(("at", True),), limit=_LISTED)
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "blind_assignment")
            return self._views(work, work.of(BlindAssignment).load_many(scope, query), by)

    def show(self, assignment_id: str, by: Actor) -> AssignmentView:
        """One of them, with levels once it is over. Raises NotFound, Refused."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "blind_assignment")
            one = work.of(BlindAssignment).load(assignment_id, scope)
            (view,) = self._views(work, [one], by)
            told = self._told(work, one, by) if one.state == "over" else None
        return AssignmentView(one, view.title, view.rep, view.reviewers, told)

    def mine(self, by: Actor) -> Sequence[ToScore]:
        """What was given to the actor to score, the soonest due first."""
        try:
            scope = self.desk.scope(by, "blind_review")
        except Refused:
            return ()
        rule = where(coach_id=by.person_id, state=TO_SCORE[1])
        query = Query(rule, (("due", False), ("id", False)))
        with self.desk.store.read(by) as work:
            found = work.of(BlindReview).load_many(scope, query)
            titles = self._titles(work, [one.subject_id for one in found if one.subject_id], by)
            called = names(self.desk, work, by, Person, "person") if found else {}
            refs = rubrics_of(work, *(str(one.assignment_id) for one in found)) if found else {}
        return [
            ToScore(
                one,
                *_named(titles, one.subject_id, called),
                called.get(str(one.assigned_by), ""),
                refs.get(str(one.assignment_id), one.rubric),
            )
            for one in found
            if one.subject_id in titles
        ]

    def waits(self, call_id: str, by: Actor) -> bool:
        """Whether the actor is done with the call, and others it was given to are not."""
        return call_id in blind_calls(self.desk.store, by)

    def _views(
        self, work: UnitOfWork, found: Sequence[BlindAssignment], by: Actor
    ) -> Sequence[AssignmentView]:
        reviews: dict[str, list[BlindReview]] = {}
        for one in reviews_of(work, *(each.id for each in found)) if found else ():
            reviews.setdefault(str(one.assignment_id), []).append(one)
        called = names(self.desk, work, by, Person, "person")
        titles = self._titles(work, [one.subject_id for one in found], by)
        return [
            AssignmentView(
                one,
                *_named(titles, one.subject_id, called),
                tuple(_reviewer(each, called) for each in reviews.get(one.id, ())),
            )
            for one in found
        ]

    def _titles(
        self, work: UnitOfWork, ids: Sequence[str], by: Actor
    ) -> Mapping[str, tuple[str, str]]:
        query = Query(where=where(id=tuple(sorted(ids))), columns=("id", "title", "owner_id"))
        rows = work.of(Call).rows(self.desk.scope(by, "call"), query) if ids else ()
        return {row["id"]: (row["title"] or row["id"], row["owner_id"]) for row in rows}

    def _told(self, work: UnitOfWork, one: BlindAssignment, by: Actor) -> Told | None:
        """By the reader's own scopes: who reviews the call again, blind, is told nothing."""
        of_it = Query(where=where(assessment_id=one.assessment_id))
        coaches = {each.coach_id for each in reviews_of(work, one.id) if each.state == "scored"}
        try:
            scores = work.of(CoachScore).load_many(self.desk.scope(by, "coach_score"), of_it)
            cards = self.desk.scope(by, "assessment")
            settled = work.of(Adjudication).load_many(self.desk.scope(by, "adjudication"), of_it)
        except Refused:
            return None
        card = next(
            iter(work.of(Assessment).load_many(cards, Query(where=where(id=one.assessment_id)))),
            None,
        )
        if card is None:
            return None
        given = {each.coach_id: each for each in scores if each.coach_id in coaches}
        criteria = [each.criterion for each in card.scorecard.criteria]
        return Told(
            agreed({who: each.levels for who, each in given.items()}, criteria),
            {each.criterion: each.machine_level for each in card.scorecard.criteria},
            {each.criterion: each for each in settled if each.assignment_id == one.id},
            {
                name: {who: each.because[name] for who, each in given.items()
                       if name in each.because}
                for name in criteria
            },
        )  # fmt: skip


def _named(
    titles: Mapping[str, tuple[str, str]], call_id: str | None, called: Mapping[str, str]
) -> tuple[str, str]:
    title, rep = titles.get(str(call_id), ("", ""))
    return title, called.get(rep, rep)


def _reviewer(one: BlindReview, called: Mapping[str, str]) -> Reviewer:
    return Reviewer(
        one.coach_id, called.get(one.coach_id, one.coach_id), one.state, one.ended_at,
        one.reason, one.note,
    )  # fmt: skip
