"""How one's own coaching goes: what changed under it, how long people wait, who agrees."""

from collections.abc import Sequence
from datetime import timedelta
from statistics import median

from attrs import frozen

from revrise.core.coaching.change import Estimate, change, estimate
from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.gap import RECENT
from revrise.core.coaching.plan import Plan
from revrise.core.conversations.call import Call
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.scorecard import Scorecard
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.coaching.levels import seen_levels
from revrise.services.desk import Desk

LOOKED_BACK = timedelta(days=90)
# Fewer pairs of scores say nothing of agreement.
PAIRS = 10


@frozen
class OwnMeasure:
    """`change` is the mean change over the coach's plans, each plan one value.

    `wait` runs from a call to the coach's first comment on it. `agreement` is the share of
    criteria scored within one level of the machine, over `pairs` of them; None below PAIRS.
    """

    change: Estimate | None
    wait: timedelta | None
    commented: int
    agreement: float | None
    pairs: int


@frozen
class OwnMeasures:
    """The use case."""

    desk: Desk

    def show(self, by: Actor) -> OwnMeasure:
        """The actor's own measure, from what they may see."""
        since = self.desk.clock.now() - LOOKED_BACK
        with self.desk.store.read(by) as work:
            changes = self._changes(work, by)
            waits = self._waits(work, by, Compare(">=", Column("at"), Const(since)))
            close, pairs = self._agreement(work, by)
        return OwnMeasure(
            estimate(changes),
            timedelta(seconds=median(one.total_seconds() for one in waits)) if waits else None,
            len(waits),
            close / pairs if pairs >= PAIRS else None,
            pairs,
        )

    def _changes(self, work: UnitOfWork, by: Actor) -> list[float]:
        """For each plan of the actor's with calls on both sides: how much the level changed."""
        columns = ("id", "person_id", "competency_id", "created_at")
        query = Query(where=where(coach_id=by.person_id), columns=columns)
        plans = work.of(Plan).rows(self.desk.scope(by, "plan"), query)
        people = tuple(sorted({row["person_id"] for row in plans}))
        seen = seen_levels(self.desk, work, by, where(person_id=people))
        changes = []
        for row in plans:
            found = seen.get((row["person_id"], row["competency_id"]), ())
            before = [one.level for one in found if one.at < row["created_at"]][-RECENT:]
            after = [one.level for one in found if one.at >= row["created_at"]][:RECENT]
            moved = change(before, after)
            if moved is not None:
                changes.append(moved.value)
        return changes

    def _waits(self, work: UnitOfWork, by: Actor, since: Compare) -> list[timedelta]:
        rule = All((where(author_id=by.person_id), since))
        query = Query(rule, (("at", True),), 500, columns=("id", "call_id", "at"))
        rows = work.of(CallComment).rows(self.desk.scope(by, "call_comment"), query)
        first = {row["call_id"]: row["at"] for row in rows}
        calls = work.of(Call).rows(
            self.desk.scope(by, "call"),
            Query(where=where(id=tuple(sorted(first))), columns=("id", "started_at")),
        )
        return [first[call["id"]] - call["started_at"] for call in calls]

    def _agreement(self, work: UnitOfWork, by: Actor) -> tuple[int, int]:
        query = Query(where=where(coach_id=by.person_id), order=(("at", True),), limit=200)
        scores = work.of(CoachScore).load_many(self.desk.scope(by, "coach_score"), query)
        ids = tuple(score.assessment_id for score in scores)
        found = work.of(Assessment).load_many(
            self.desk.scope(by, "assessment"), Query(where=where(id=ids))
        )
        machine = {one.id: one.scorecard for one in found}
        gaps = _apart(scores, machine)
        return sum(apart <= 1 for apart in gaps), len(gaps)


def _apart(scores: Sequence[CoachScore], machine: dict[str, Scorecard]) -> list[int]:
    """How many levels coach and machine are apart, criterion by criterion."""
    return [
        abs(one.machine_level - score.levels[one.criterion])
        for score in scores
        if score.assessment_id in machine
        for one in machine[score.assessment_id].criteria
        if one.machine_level is not None and one.criterion in score.levels
    ]
