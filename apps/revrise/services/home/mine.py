"""One's own day: deals at risk, feedback, plan, learning, points, numbers."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from statistics import fmean

from attrs import frozen

from revrise.core.coaching.comment import CallComment
from revrise.core.conversations.call import Call
from revrise.core.deals.warnings import Standing, warnings
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.reference import newest
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.coaching.progress import ListedPlan, PlanPages
from revrise.services.desk import Desk
from revrise.services.home.views import Heard, Level, Mine, RiskyDeal
from revrise.services.learning.page import LearningPages, Taken
from revrise.services.pipeline.board import Board
from revrise.services.pipeline.views import Card, Filters
from revrise.services.reach import may
from revrise.services.rewards.service import Rewards

NEWEST_CALLS = 10
_CARDS = 8  # more scorecards a call are not looked for
SOON = timedelta(days=3)
_DEALS, _HEARD, _ENTRIES = 200, 3, 3
_RUNNING = ("proposed", "accepted")


@frozen
class MyDay:
    """Reads it; every part that the policy closes is empty."""

    desk: Desk
    board: Board
    plans: PlanPages
    learning: LearningPages
    rewards: Rewards

    def read(self, by: Actor) -> Mine | None:
        """The day of somebody who sells; None for who does not."""
        if not may(self.desk, by, "deal", "create", {"owner_id": by.person_id}):
            return None
        now = self.desk.clock.now()
        ledger, points, gained = self._points(by, now)
        own = Filters(owner=by.person_id)
        cards, _more = self.board.table(by, own, limit=_DEALS)
        return Mine(
            board=self.board.view(by, own, cards=0),
            risks=_risks(cards, now),
            promised=_promised(cards, now),
            heard=self.heard(by),
            plans=self.own_plans(by),
            learning=self.due(by),
            ledger=ledger,
            points=points,
            gained=gained,
            level=level(self.desk, by, (by.person_id,)).get(by.person_id, Level(None, 0)),
        )

    def heard(self, by: Actor) -> tuple[Heard, ...]:
        """The newest comments of others on one's own calls."""
        try:
            scope = self.desk.scope(by, "call_comment")
        except Refused:
            return ()
        others = Compare("!=", Column("author_id"), Const(by.person_id))
        rule = All((where(owner_id=by.person_id), others))
        with self.desk.store.read(by) as work:
            query = Query(rule, (("at", True),), limit=_HEARD)
            rows = work.of(CallComment).rows(scope, query)
            calls = self._called(work, by, Call, "call", "title", [r["call_id"] for r in rows])
            people = self._called(
                work, by, Person, "person", "name", [r["author_id"] for r in rows]
            )
        return tuple(
            Heard(
                row["id"],
                row["call_id"],
                calls.get(row["call_id"], ""),
                people.get(row["author_id"], ""),
                row["at"],
                row["at_ms"],
                row["text"],
            )
            for row in rows
        )

    def own_plans(self, by: Actor) -> tuple[ListedPlan, ...]:
        """Plans for oneself that are not over."""
        try:
            found = self.plans.all(by)
        except Refused:
            return ()
        return tuple(
            one
            for one in found
            if one.row["person_id"] == by.person_id and one.row["state"] in _RUNNING
        )

    def due(self, by: Actor) -> tuple[Taken, ...]:
        """Courses one has begun or was given and has not completed, what is due first."""
        try:
            found = self.learning.overview(by).mine
        except Refused:
            return ()
        return tuple(one for one in found if one.enrolment.state != "completed")

    def _points(self, by: Actor, now: datetime) -> tuple[Sequence[View], int, int]:
        try:
            rows = self.rewards.ledger(by, by.person_id)
        except Refused:
            return (), 0, 0
        month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        total = sum(row["points"] for row in rows)
        gained = sum(row["points"] for row in rows if row["at"] >= month)
        return rows[:_ENTRIES], total, gained

    def _called(
        self,
        work: UnitOfWork,
        by: Actor,
        kind: type[object],
        resource: str,
        column: str,
        ids: Sequence[str],
    ) -> dict[str, str]:
        if not ids:
            return {}
        query = Query(where(id=tuple(sorted(set(ids)))), columns=("id", column))
        rows = work.of(kind).rows(self.desk.scope(by, resource), query)
        return {str(row["id"]): str(row[column] or "") for row in rows}


def level(desk: Desk, by: Actor, people: Sequence[str]) -> dict[str, Level]:
    """The mean score of each person's newest scored calls, as far as the actor may read them.

    Of a call the mean of its scorecards counts, of each rubric the newest version: a call that
    was scored again is not counted twice.
    """
    try:
        scope = desk.scope(by, "assessment")
    except Refused:
        return {}
    columns = ("id", "person_id", "subject_id", "rubric", "score", "at")
    query = Query(
        where(person_id=tuple(people)),
        (("at", True),),
        limit=NEWEST_CALLS * max(1, len(people)) * _CARDS,
        columns=columns,
    )
    with desk.store.read(by) as work:
        rows = work.of(Assessment).rows(scope, query)
    scores: dict[str, dict[str, dict[str, float]]] = {}
    for row in rows:
        if row["score"] is not None:
            calls = scores.setdefault(row["person_id"], {})
            calls.setdefault(row["subject_id"], {})[row["rubric"]] = row["score"]
    return {person: _level([*calls.values()][:NEWEST_CALLS]) for person, calls in scores.items()}


def _level(calls: Sequence[Mapping[str, float]]) -> Level:
    """Of calls with their scores by rubric and version."""
    means = [fmean(had[ref] for ref in newest(had)) for had in calls]
    return Level(fmean(means), len(means))


def _risks(cards: Sequence[Card], now: datetime) -> tuple[RiskyDeal, ...]:
    """Those with something wrong, the largest trouble first."""
    risky = [RiskyDeal(card, warnings(_standing(card, now), now)) for card in cards]
    found = [one for one in risky if one.warnings]
    found.sort(key=lambda one: (-len(one.warnings), -(one.card.days or 0), one.card.id))
    return tuple(found)


def _promised(cards: Sequence[Card], now: datetime) -> tuple[Card, ...]:
    """Those whose next step is due within SOON, or was."""
    found = [one for one in cards if one.next_step and one.next_step_at]
    return tuple(one for one in found if one.next_step_at and one.next_step_at - now < SOON)


def _standing(card: Card, now: datetime) -> Standing:
    return Standing(
        entered_at=None if card.days is None else now - timedelta(days=card.days),
        limit_days=card.limit,
        next_step=card.next_step,
        next_step_at=card.next_step_at,
    )
