"""A plan as one page needs it: where it began, where it is, every call, the evidence."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen

from revrise.core.coaching.change import Estimate, change, estimate
from revrise.core.coaching.gap import ENOUGH, RECENT
from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import MOVES, Plan
from revrise.core.coaching.sitting import Sitting
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import ALWAYS, All, Column, Compare, Const, Rule, where
from revrise.core.people.competency import Competency
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.coaching.gaps import Gaps, Quote
from revrise.services.coaching.levels import seen_levels
from revrise.services.desk import Desk
from revrise.services.naming import names_of
from revrise.services.reach import may

_QUOTES = 6


@frozen
class Progress:
    """The levels of a plan's competency before and since it began.

    `state` is met | on_track | off_track | early: early while too few calls say anything.
    """

    before: tuple[Sitting, ...]
    since: tuple[Sitting, ...]
    baseline: Estimate | None
    now: Estimate | None
    change: Estimate | None
    state: str


@frozen
class PlanPage:
    """`allowed` is what the actor may do: accept | adjust | finish | complete | close | meet.

    `meetings` are rows as the actor may read them, the newest first.
    """

    plan: Plan
    competency: Competency | None
    progress: Progress
    quotes: tuple[Quote, ...]
    meetings: tuple[View, ...]
    names: Mapping[str, str]
    allowed: frozenset[str]
    as_of: datetime


@frozen
class ListedPlan:
    """A plan of a list, with its progress."""

    row: View
    person: str
    progress: Progress
    competency: Competency | None


@frozen
class PlanPages:
    """The use case."""

    desk: Desk
    gaps: Gaps

    def show(self, plan_id: str, by: Actor) -> PlanPage:
        """Everything of a plan. Raises NotFound when hidden."""
        with self.desk.store.read(by) as work:
            plan = work.of(Plan).load(plan_id, self.desk.scope(by, "plan"))
            about = where(person_id=plan.person_id, competency_id=plan.competency_id)
            seen = seen_levels(self.desk, work, by, about)
            own = seen.get((plan.person_id, plan.competency_id), ())
            competencies = self._competencies(work, by)
            meetings = self._meetings(work, by, plan)
            names = names_of(self.desk, work, by, {plan.person_id, plan.coach_id})
        return PlanPage(
            plan,
            competencies.get(plan.competency_id),
            progress(plan.created_at, plan.due_at, plan.baseline, plan.target, own,
                     self.desk.clock.now()),
            self._quotes(plan, by),
            tuple(meetings),
            names,
            self._allowed(plan, by),
            self.desk.clock.now(),
        )  # fmt: skip

    def count(self, by: Actor) -> int:
        """How many plans the actor may see."""
        with self.desk.store.read(by) as work:
            return work.of(Plan).count(self.desk.scope(by, "plan"))

    def all(self, by: Actor, rule: Rule = ALWAYS) -> Sequence[ListedPlan]:
        """The plans the actor may see, the newest first, each with its progress."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "plan")
            rows = work.of(Plan).rows(scope, Query(rule, (("created_at", True),)))
            people = {row["person_id"] for row in rows}
            about = where(
                person_id=tuple(sorted(people)),
                competency_id=tuple(sorted({row["competency_id"] for row in rows})),
            )
            seen = seen_levels(self.desk, work, by, about)
            competencies = self._competencies(work, by)
            names = names_of(self.desk, work, by, people)
        now = self.desk.clock.now()
        return [
            ListedPlan(
                row,
                names.get(row["person_id"]) or row["person_id"],
                progress(
                    row["created_at"],
                    row["due_at"],
                    row["baseline"],
                    row["target"],
                    seen.get((row["person_id"], row["competency_id"]), ()),
                    now,
                ),
                competencies.get(row["competency_id"]),
            )
            for row in rows
        ]

    def _competencies(self, work: UnitOfWork, by: Actor) -> dict[str, Competency]:
        found = work.of(Competency).load_many(self.desk.scope(by, "competency"))
        return {one.id: one for one in found}

    def _meetings(self, work: UnitOfWork, by: Actor, plan: Plan) -> Sequence[View]:
        try:
            scope = self.desk.scope(by, "one_on_one")
        except Refused:
            return ()
        since = Compare(">=", Column("at"), Const(plan.created_at - timedelta(days=7)))
        rule = All((where(person_id=plan.person_id), since))
        return work.of(OneOnOne).rows(scope, Query(rule, (("at", True),), limit=12))

    def _quotes(self, plan: Plan, by: Actor) -> tuple[Quote, ...]:
        """What was said since the plan began, the newest first."""
        since = Compare(">=", Column("at"), Const(plan.created_at))
        rule = All((where(person_id=plan.person_id, competency_id=plan.competency_id), since))
        found = self.gaps.quoted(by, rule, most=4 * _QUOTES)
        quotes = sorted((one for each in found for one in each.quotes), key=_newest, reverse=True)
        return tuple({one.call_id: one for one in reversed(quotes)}.values())[::-1][:_QUOTES]

    def _allowed(self, plan: Plan, by: Actor) -> frozenset[str]:
        row: dict[str, Any] = {
            "id": plan.id,
            "person_id": plan.person_id,
            "team_id": plan.team_id,
            "coach_id": by.person_id,
            "state": plan.state,
        }
        ended, own = not MOVES[plan.state], plan.person_id == by.person_id
        update = may(self.desk, by, "plan", "update", row) and not ended
        coaches = update and not own and may(self.desk, by, "plan", "create", row)
        wanted = {
            "accept": own
            and plan.state == "proposed"
            and may(self.desk, by, "plan", "accept", row),
            "finish": update,
            "adjust": coaches,
            "complete": coaches and plan.state == "accepted",
            "close": coaches,
            "meet": coaches and may(self.desk, by, "one_on_one", "create", row),
        }
        return frozenset(name for name, allowed in wanted.items() if allowed)


def progress(
    began: datetime,
    due: datetime,
    baseline: float | None,
    target: float,
    found: Sequence[Sitting],
    now: datetime,
) -> Progress:
    """How a level went since a plan began; the last RECENT calls before it are its baseline."""
    before = tuple([one for one in found if one.at < began][-RECENT:])
    since = tuple(one for one in found if one.at >= began)
    levels = [one.level for one in since]
    reached = estimate(levels)
    start = baseline if baseline is not None else (reached.value if reached else 0.0)
    return Progress(
        before,
        since,
        estimate([one.level for one in before]),
        reached,
        change([one.level for one in before], levels),
        _state(began, due, start, target, reached, now),
    )


def _state(
    began: datetime, due: datetime, start: float, target: float, now: Estimate | None, at: datetime
) -> str:
    """On track: as far towards the target as the time that passed, within the interval."""
    if now is None or now.n < ENOUGH:
        return "early"
    if now.value >= target:
        return "met"
    passed = min(1.0, (at - began) / max(due - began, timedelta(days=1)))
    hoped = start + (target - start) * passed
    return "on_track" if (now.high if now.high is not None else now.value) >= hoped else "off_track"


def _newest(quote: Quote) -> datetime:
    return quote.at
