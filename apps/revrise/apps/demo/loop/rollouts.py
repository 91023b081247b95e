"""What a course did, from waves that chance composed: the one comparison that shows a cause."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from statistics import fmean

from attrs import evolve, frozen

from revrise.apps.demo.company import Company
from revrise.apps.demo.enablement import Rollout
from revrise.apps.demo.loading.clock import evening
from revrise.core.attribution.association import associate
from revrise.core.attribution.panel import Panel
from revrise.core.attribution.question import Association, Question
from revrise.core.governance.actor import Actor
from revrise.ports.storage import View
from revrise.services.attribution.deal_history import DealHistory
from revrise.services.desk import Desk

_TO_FINISH = timedelta(days=21)
_PACE = timedelta(weeks=26)
_SMALLEST = 0.02
_DRAWS = 499
_HAD = "had it"


@frozen
class RolloutEffect:
    """Win rate with the course against without, in the same quarter, each rep against themselves.

    By the wave a rep was drawn into, whether finished or not; deals opened while a wave was
    taking the course are left out. `next_wave` is the day of one still to come.
    """

    course_id: str
    waves: int
    next_wave: date | None
    waiting: int
    found: Association


def effects(
    desk: Desk, by: Actor, company: Company, people: Mapping[str, str]
) -> tuple[RolloutEffect, ...]:
    """One a rollout; `people` is ours by the company's ids."""
    with desk.store.read(by) as work:
        deals = [deal for deal in DealHistory(desk, work, by).closed() if deal["opened_at"]]
    recent = evening(company.today - _PACE).now()
    weekly = sum(deal["closed_at"] > recent for deal in deals) / (_PACE.days / 7)
    return tuple(
        _effect(rollout, deals, people, company.today, weekly) for rollout in company.rollouts
    )


def _effect(
    rollout: Rollout,
    deals: Sequence[View],
    people: Mapping[str, str],
    today: date,
    weekly: float,
) -> RolloutEffect:
    starts = {people[who]: wave.starts_on for wave in rollout.waves for who in wave.person_ids}
    rows = list(_rows(deals, starts))
    reps = [deal["owner_id"] for deal, _ in rows]
    columns = _less_own_mean([row for _, row in rows], reps)
    quarters = tuple(sorted(name for name in columns if name.startswith("opened ")))[1:]
    question = Question("won", (_HAD,), quarters, _SMALLEST, weekly or None, _DRAWS)
    found = associate(Panel(columns, reps), question, Random(0))[0]  # noqa: S311 - repeatable
    to_come = [wave for wave in rollout.waves if wave.starts_on > today]
    return RolloutEffect(
        rollout.course_id,
        len(rollout.waves),
        min((wave.starts_on for wave in to_come), default=None),
        sum(len(wave.person_ids) for wave in to_come),
        evolve(found, grade="L3"),
    )


def _rows(
    deals: Sequence[View], starts: Mapping[str, date]
) -> Iterator[tuple[View, dict[str, float]]]:
    for deal in deals:
        opened, start = deal["opened_at"].date(), starts.get(deal["owner_id"])
        if start is None or start <= opened < start + _TO_FINISH:
            continue
        yield (
            deal,
            {
                "won": float(deal["outcome"] == "won"),
                _HAD: float(opened >= start + _TO_FINISH),
                f"opened {opened.year} Q{(opened.month + 2) // 3}": 1.0,
            },
        )


def _less_own_mean(
    rows: Sequence[Mapping[str, float]], reps: Sequence[str]
) -> dict[str, list[float]]:
    """Columns of deviations from the rep's own mean: each rep is compared with themselves."""
    own: dict[str, list[int]] = {}
    for index, rep in enumerate(reps):
        own.setdefault(rep, []).append(index)
    columns = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        values = [row.get(name, 0.0) for row in rows]
        for indexes in own.values():
            mean = fmean(values[index] for index in indexes)
            for index in indexes:
                values[index] -= mean
        columns[name] = values
    return columns
