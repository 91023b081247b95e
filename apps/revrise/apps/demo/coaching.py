"""Coaching: each quarter the rep of a team with the widest measured gap gets a plan."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from revrise.apps.demo.chance import at_work, clip, dice, months_before
from revrise.apps.demo.company import Person
from revrise.apps.demo.enablement import CoachingPlan, OneToOne
from revrise.apps.demo.skills import Skills

COMPETENCY = "objection-handling"
_ROUNDS: Final = (15, 12, 9, 6, 4, 1)
_WEEKS = 7
_COMPLETION = 0.85
_ACTIONS: Final = (
    ("asset", "asset-objection-guide"),
    ("scenario", "scenario-price"),
    ("scenario", "scenario-competitor"),
    ("one_on_one", ""),
)
_AGENDA: Final = {
    "zh": ("回顾两通电话", "价格异议的四个步骤", "下周的承诺"),
    "en": ("Two calls, listened to together", "The four steps on price", "Promises for next week"),
}
_PROMISES: Final = {
    "zh": ("每次先认可再提问", "练习一次价格异议", "整理三个客户案例", "回听自己的录音"),
    "en": (
        "Acknowledge before answering, every time",
        "One role-play on price",
        "Three customer stories in my notes",
        "Listen to one call of mine",
    ),
}


def plans(
    seed: int, reps: Sequence[Person], coaches: Sequence[Person], skills: Skills, today: date
) -> tuple[CoachingPlan, ...]:
    """One plan a team and round, for a rep who never had one. Who lacks most comes first."""
    roll = dice(seed, "coaching")
    teams: dict[str, list[Person]] = {}
    for rep in reps:
        teams.setdefault(rep.team_id, []).append(rep)
    found: list[CoachingPlan] = []
    for months in _ROUNDS:
        opened = datetime.combine(months_before(today, months), time(2), UTC)
        for members in teams.values():
            measured = {rep.id: _measured(roll, skills, rep, opened) for rep in members}
            rep = min(members, key=lambda one: measured[one.id])
            members.remove(rep)
            coach = _coach(roll, coaches, rep)
            number = f"plan-{len(found) + 1:03}"
            found.append(
                _plan(roll, number, (rep, coach), measured[rep.id], opened=opened, today=today)
            )
    return tuple(found)


def _measured(roll: Random, skills: Skills, rep: Person, at: datetime) -> float:
    """The measured level before any treatment, so that who gets a plan depends on none."""
    return round(clip(skills.level(rep.id, COMPETENCY, at) + roll.gauss(0, 0.3), 1, 5), 1)


def _coach(roll: Random, coaches: Sequence[Person], rep: Person) -> Person:
    return roll.choice([coach for coach in coaches if coach.language == rep.language])


def _plan(
    roll: Random,
    id_: str,
    pair: tuple[Person, Person],
    level: float,
    *,
    opened: datetime,
    today: date,
) -> CoachingPlan:
    due = opened.date() + timedelta(weeks=_WEEKS)
    done = at_work(roll, due - timedelta(days=roll.randrange(1, 12)))
    lapsed = roll.random() > _COMPLETION
    running = done.date() > today or (lapsed and due > today)
    return CoachingPlan(
        id=id_,
        person_id=pair[0].id,
        coach_id=pair[1].id,
        competency=COMPETENCY,
        baseline=level,
        target=round(min(5, level + 1), 1),
        actions=_ACTIONS,
        opened_at=opened,
        due_on=due,
        state="accepted" if running else "closed" if lapsed else "completed",
        completed_at=None if running or lapsed else done,
    )


def one_to_ones(
    seed: int, reps: Sequence[Person], made: Iterable[CoachingPlan], start: date, today: date
) -> tuple[OneToOne, ...]:
    """Fortnightly sessions with the coach under a plan, one a quarter with the manager."""
    roll = dice(seed, "one-to-ones")
    people = {rep.id: rep for rep in reps}
    drawn = [
        (day, plan.person_id, plan.coach_id, plan.id)
        for plan in made
        for day in _every(14, plan.opened_at.date() + timedelta(days=7), plan.due_on)
    ]
    drawn += [
        (day, rep.id, rep.manager_id or "", "")
        for rep in reps
        for day in _every(91, max(start, rep.hired_on) + timedelta(days=20), today)
    ]
    return tuple(
        _session(roll, f"one-to-one-{number:03}", people[person], leader, plan=plan, day=day)
        for number, (day, person, leader, plan) in enumerate(sorted(drawn), 1)
        if day <= today
    )


def _every(days: int, first: date, end: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range(0, max(0, (end - first).days), days))


def _session(roll: Random, id_: str, rep: Person, leader: str, *, plan: str, day: date) -> OneToOne:
    promise = roll.choice(_PROMISES[rep.language])
    agenda = _AGENDA[rep.language]
    return OneToOne(id_, rep.id, leader, at_work(roll, day), agenda, promise, plan or None)
