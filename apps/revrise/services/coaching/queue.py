"""The review queue: which calls a coach's hour changes most, and why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen

from revrise.core.coaching.change import drift
from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.gap import Gap
from revrise.core.coaching.plan import Plan
from revrise.core.conversations.call import Call
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.consent import Consent, decide
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.calls.lawful import table
from revrise.services.coaching.gaps import Gaps
from revrise.services.desk import Desk

LOOKED_BACK = timedelta(days=60)
# What a reason is worth, in points of 100; waiting adds one a day.
DISPUTED, TESTS_PLAN, FALLING, LOW, OPEN_DEAL, LONGEST_WAIT = 45, 25, 10, 15, 5, 10
_LOW_SCORE = 2.5
_MOST = 400


@frozen
class Why:
    """A reason and its points; `about` is a criterion, a competency or a score.

    `kind` is disputed | tests_plan | falling | low | open_deal | waiting.
    """

    kind: str
    points: int
    about: str = ""


@frozen
class ToReview:
    """A call worth a coach's time; its value is the sum of its reasons' points."""

    call_id: str
    title: str
    person: str
    at: datetime
    duration_ms: int | None
    waits: timedelta
    why: tuple[Why, ...]

    @property
    def value(self) -> int:
        """At most 100."""
        return min(100, sum(one.points for one in self.why))


@frozen
class Queue:
    """The first of the queue and how long all of it takes."""

    rows: tuple[ToReview, ...]
    total: int
    total_ms: int


@frozen
class _Known:
    """What the reasons are made of."""

    cards: Mapping[str, Sequence[View]]
    disputed: Mapping[str, str]
    plans: Mapping[str, Sequence[View]]
    falling: Mapping[str, str]
    now: datetime


@frozen
class ReviewQueues:
    """The use case."""

    desk: Desk
    gaps: Gaps

    def show(self, by: Actor, limit: int = 7, gaps: Sequence[Gap] | None = None) -> Queue:
        """Calls of others the actor may coach on and nobody reviewed, the most telling first.

        `gaps` are those in reach, where somebody has them already.
        """
        now = self.desk.clock.now()
        falling = _falling(self.gaps.all(by) if gaps is None else gaps)
        with self.desk.store.read(by) as work:
            calls = self._calls(work, by, now)
            ids = tuple(call["id"] for call in calls)
            known = self._known(work, by, ids, falling, now)
            done = self._reviewed(work, by, ids) - set(known.disputed)
            allowed = self._allowed(work, by, calls, now)
            names = self._names(work, by, {call["owner_id"] for call in calls})
        found = [
            _weighed(call, known, names)
            for call in calls
            if call["id"] in allowed and call["id"] not in done and call["id"] in known.cards
        ]
        found.sort(key=lambda one: (-one.value, one.at))
        total = sum(one.duration_ms or 0 for one in found)
        return Queue(tuple(found[:limit]), len(found), total)

    def _calls(self, work: UnitOfWork, by: Actor, now: datetime) -> list[View]:
        since = Compare(">=", Column("started_at"), Const(now - LOOKED_BACK))
        columns = (
            "id", "title", "owner_id", "started_at", "duration_ms", "deal_id", "participants",
        )  # fmt: skip
        rule = All((where(state="analysed"), since))
        query = Query(rule, (("started_at", True),), _MOST, columns=columns)
        rows = work.of(Call).rows(self.desk.scope(by, "call"), query)
        return [row for row in rows if row["owner_id"] != by.person_id]

    def _known(
        self,
        work: UnitOfWork,
        by: Actor,
        ids: tuple[str, ...],
        falling: Mapping[str, str],
        now: datetime,
    ) -> _Known:
        cards = self._by(work, Assessment, "assessment", by, "subject_id", subject_id=ids)
        open_ = self._by(work, Dispute, "dispute", by, "subject_id", subject_id=ids, state="open")
        plans = self._by(work, Plan, "plan", by, "person_id", state="accepted")
        disputed = {subject: rows[0]["criterion"] for subject, rows in open_.items()}
        return _Known(cards, disputed, plans, falling, now)

    def _by(
        self, work: UnitOfWork, kind: type[Any], resource: str, by: Actor, key: str, **equal: Any
    ) -> dict[str, list[View]]:
        """The rows of a kind by one of their columns; none where the actor may see none."""
        try:
            scope = self.desk.scope(by, resource)
        except Refused:
            return {}
        found: dict[str, list[View]] = {}
        for row in work.of(kind).rows(scope, Query(where=where(**equal))):
            found.setdefault(row[key], []).append(row)
        return found

    def _reviewed(self, work: UnitOfWork, by: Actor, ids: tuple[str, ...]) -> set[str]:
        scored = self._by(work, CoachScore, "coach_score", by, "subject_id", subject_id=ids)
        said = self._by(
            work, CallComment, "call_comment", by, "call_id", call_id=ids, author_id=by.person_id
        )
        return {*scored, *said}

    def _allowed(
        self, work: UnitOfWork, by: Actor, calls: Sequence[View], now: datetime
    ) -> set[str]:
        ids = tuple(call["id"] for call in calls)
        query = Query(where=where(call_id=ids, purpose="coach"))
        consents: dict[str, list[Consent]] = {}
        for one in work.of(Consent).load_many(self.desk.scope(by, "consent"), query):
            consents.setdefault(one.call_id, []).append(one)
        law = table(work)
        return {
            call["id"]
            for call in calls
            if decide(consents.get(call["id"], []), call["participants"], "coach", now, law).allowed
        }

    def _names(self, work: UnitOfWork, by: Actor, ids: set[str]) -> dict[str, str]:
        query = Query(where=where(id=tuple(sorted(ids))), columns=("id", "name"))
        rows = work.of(Person).rows(self.desk.scope(by, "person"), query)
        return {row["id"]: row["name"] or row["id"] for row in rows}


def _falling(gaps: Sequence[Gap]) -> dict[str, str]:
    """Person → a competency that surely fell."""
    found: dict[str, str] = {}
    for one in gaps:
        changed = drift(one.levels)
        if changed is not None and changed.sure and changed.value < 0:
            found.setdefault(one.person_id, one.competency_id)
    return found


def _weighed(call: View, known: _Known, names: Mapping[str, str]) -> ToReview:
    waits = known.now - call["started_at"]
    why = [*_reasons(call, known), Why("waiting", min(waits.days, LONGEST_WAIT), str(waits.days))]
    return ToReview(
        call["id"],
        call["title"] or call["id"],
        names.get(call["owner_id"], call["owner_id"]),
        call["started_at"],
        call["duration_ms"],
        waits,
        tuple(one for one in why if one.points > 0),
    )


def _reasons(call: View, known: _Known) -> Iterator[Why]:
    person = call["owner_id"]
    if call["id"] in known.disputed:
        yield Why("disputed", DISPUTED, known.disputed[call["id"]])
    for plan in known.plans.get(person, ()):
        if plan["created_at"] <= call["started_at"]:
            yield Why("tests_plan", TESTS_PLAN, plan["competency_id"])
            break
    scores = [card["score"] for card in known.cards[call["id"]] if card["score"] is not None]
    if scores and min(scores) < _LOW_SCORE:
        yield Why("low", LOW, f"{min(scores):.1f}")
    if person in known.falling:
        yield Why("falling", FALLING, known.falling[person])
    if call["deal_id"]:
        yield Why("open_deal", OPEN_DEAL)
