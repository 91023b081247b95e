"""What the order of the review queue is made of, each in one question to the store."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from statistics import fmean
from typing import Any

from attrs import Factory, define, frozen

from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.learning_value import Candidate, Card, Known
from revrise.core.coaching.plan import Plan
from revrise.core.coaching.review_skip import ReviewSkip
from revrise.core.conversations.call import DEFINED, LISTED, Call
from revrise.core.conversations.metrics.spread import MiddleHalf, middle_half
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.ports.query import Measure, Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk

LOOKED_BACK, COUNTED = timedelta(days=60), timedelta(days=30)
_MOST, _PAIRS = 4_000, 500
_NEWEST = (("at", True),)
# What says by which definition a thing was heard: values of other detectors stay apart.
_BY = {"questions_per_hour": "questions_by", "objections": "objections_by"}
# A person or team, a metric, and what it was heard by.
_Usual = tuple[str, str, str | None]


@frozen
class Waiting:
    """A call nobody reviewed and how long it is."""

    candidate: Candidate
    duration_ms: int | None


@define
class QueueFacts:
    """Reads them as the actor may; `reviewed` is how many calls of whom in the last 30 days."""

    desk: Desk
    work: UnitOfWork
    by: Actor
    now: datetime
    reviewed: Mapping[str, int] = Factory(dict)

    def gathered(self) -> tuple[list[Waiting], Known]:
        """The calls of others that wait, and what they are held against."""
        calls = [one for one in self._calls() if one["owner_id"] != self.by.person_id]
        scores = self._rows(
            CoachScore, "coach_score", ("assessment_id", "subject_id", "person_id", "at", "score")
        )
        since = self.now - COUNTED
        seen = {(one["person_id"], one["subject_id"]) for one in scores if one["at"] >= since}
        self.reviewed = Counter(person for person, _ in seen)
        heard = self._heard()
        known = Known(
            self._apart(scores),
            dict(_usual(calls)),
            _objected(calls),
            Counter(call["objections_by"] for call in calls if call["objections"] is not None),
            {call["owner_id"]: self._days(heard.get(call["owner_id"])) for call in calls},
        )
        done = {one["subject_id"] for one in scores} | self._commented()
        skipped = self._skipped()
        calls = [one for one in calls if one["id"] not in skipped]
        return list(self._waiting(calls, done)), known

    def _calls(self) -> Sequence[View]:
        since = Compare(">=", Column("started_at"), Const(self.now - LOOKED_BACK))
        columns = ("id", "owner_id", "team_id", "started_at", "duration_ms", "objections",
                   "reviewed", *LISTED, *DEFINED)  # fmt: skip
        rule = All((where(state="analysed"), since))
        query = Query(rule, (("started_at", True),), _MOST, columns=columns)
        return self.work.of(Call).rows(self.desk.scope(self.by, "call"), query)

    def _waiting(self, calls: Sequence[View], done: set[str]) -> Iterator[Waiting]:
        disputed = self._disputed()
        new = [
            call
            for call in calls
            if call["id"] in disputed or not (call["reviewed"] or call["id"] in done)
        ]
        cards, plans = self._cards(tuple(call["id"] for call in new)), self._plans()
        for call in new:
            if call["id"] in cards:
                plan = plans.get(call["owner_id"])
                yield Waiting(
                    Candidate(
                        call["id"],
                        call["owner_id"],
                        call["started_at"],
                        cards[call["id"]],
                        {name: call[name] for name in LISTED},
                        tuple((call["objections"] or "").split()),
                        disputed.get(call["id"]),
                        plan[1] if plan and plan[0] <= call["started_at"] else None,
                        {name: call[column] for name, column in _BY.items()},
                    ),
                    call["duration_ms"],
                )

    def _cards(self, ids: tuple[str, ...]) -> dict[str, tuple[Card, ...]]:
        columns = ("id", "subject_id", "rubric", "score")
        rows = self._rows(Assessment, "assessment", columns, subject_id=ids, limit=None)
        found: dict[str, tuple[Card, ...]] = {}
        for row in rows:
            found[row["subject_id"]] = (
                *found.get(row["subject_id"], ()),
                Card(row["rubric"], row["score"]),
            )
        return found

    def _apart(self, scores: Sequence[View]) -> dict[str, tuple[float, int]]:
        """By rubric, how far coaches were from the machine: their newest scores, three at least."""
        newest = scores[:_PAIRS]
        ids = tuple(sorted({one["assessment_id"] for one in newest}))
        columns = ("id", "rubric", "score")
        rows = self._rows(Assessment, "assessment", columns, id=ids, limit=None)
        machine = {row["id"]: row for row in rows if row["score"] is not None}
        gaps: dict[str, list[float]] = defaultdict(list)
        for one in newest:
            if one["assessment_id"] in machine and one["score"] is not None:
                card = machine[one["assessment_id"]]
                gaps[card["rubric"]].append(abs(one["score"] - card["score"]))
        return {
            rubric: (fmean(sorted(found)), len(found))
            for rubric, found in gaps.items()
            if len(found) >= 3  # noqa: PLR2004 - one or two say nothing of a rubric
        }

    def _heard(self) -> dict[str, datetime]:
        try:
            scope = self.desk.scope(self.by, "coach_score")
        except Refused:
            return {}
        last = (Measure("last", "max", "at"),)
        rows = self.work.of(CoachScore).group(scope, ("person_id",), last)
        return {row["person_id"]: row["last"] for row in rows if row["last"] is not None}

    def _days(self, last: datetime | None) -> int | None:
        return None if last is None else max((self.now - last).days, 0)

    def _disputed(self) -> dict[str, str]:
        columns = ("id", "subject_id", "criterion")
        rows = self._rows(Dispute, "dispute", columns, state="open", order=(("id", True),))
        return {row["subject_id"]: row["criterion"] for row in rows}

    def _plans(self) -> dict[str, tuple[datetime, str]]:
        """The oldest accepted plan of each person: when it was made, and on what."""
        columns = ("id", "person_id", "competency_id", "created_at")
        order = (("created_at", True), ("id", True))
        rows = self._rows(Plan, "plan", columns, state="accepted", order=order)
        return {row["person_id"]: (row["created_at"], row["competency_id"]) for row in rows}

    def _skipped(self) -> set[str]:
        """What the reader passed over does not come back to them, disputed or not."""
        columns = ("id", "call_id")
        rows = self._rows(ReviewSkip, "review_skip", columns, coach_id=self.by.person_id)
        return {row["call_id"] for row in rows}

    def _commented(self) -> set[str]:
        columns = ("id", "call_id")
        rows = self._rows(CallComment, "call_comment", columns, author_id=self.by.person_id)
        return {row["call_id"] for row in rows}

    def _rows(
        self,
        kind: type[Any],
        resource: str,
        columns: tuple[str, ...],
        order: tuple[tuple[str, bool], ...] = (),
        limit: int | None = _MOST,
        **equal: Any,
    ) -> Sequence[View]:
        """The rows of a kind, the newest first; none where the actor may see none."""
        try:
            scope = self.desk.scope(self.by, resource)
        except Refused:
            return ()
        usual = _NEWEST if "at" in columns else ()
        return self.work.of(kind).rows(
            scope, Query(where(**equal), order or usual, limit, columns=columns)
        )


def _usual(calls: Sequence[View]) -> Iterator[tuple[_Usual, MiddleHalf]]:
    """The middle half of each metric of a person's calls, of their team's where these are few."""
    teams = {call["owner_id"]: call["team_id"] for call in calls}
    own, shared = _halves(calls, "owner_id"), _halves(calls, "team_id")
    measured = {(name, _by(call, name)) for call in calls for name in LISTED}
    for person, team in teams.items():
        for name, by in measured:
            if half := own.get((person, name, by)) or shared.get((team, name, by)):
                yield (person, name, by), half


def _halves(calls: Iterable[View], of: str) -> dict[_Usual, MiddleHalf]:
    values: dict[_Usual, list[float | None]] = defaultdict(list)
    for call in calls:
        for name in LISTED:
            values[call[of], name, _by(call, name)].append(call[name])
    halves = ((key, middle_half(found)) for key, found in values.items())
    return {key: half for key, half in halves if half is not None}


def _by(call: View, name: str) -> str | None:
    return call[_BY[name]] if name in _BY else None


def _objected(calls: Iterable[View]) -> Mapping[tuple[str | None, str], int]:
    return Counter(
        (call["objections_by"], name)
        for call in calls
        for name in (call["objections"] or "").split()
    )
