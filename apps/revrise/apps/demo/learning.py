"""Who learnt and practised what, and when."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from revrise.apps.demo.chance import at_work, clip, dice, logistic, months_before, shuffled
from revrise.apps.demo.company import Person
from revrise.apps.demo.courses import ONBOARDING, SCENARIOS
from revrise.apps.demo.enablement import Enrolment, RolePlay, Rollout, Wave
from revrise.apps.demo.model import DISCOVERY_COURSE, PLACEBO_COURSE
from revrise.apps.demo.skills import Skills

# (months before today, people of each team of eight); the last wave is three weeks ahead.
_SCHEDULES: Final = {
    DISCOVERY_COURSE: ((13, 3), (8, 3), (None, 2)),
    PLACEBO_COURSE: ((11, 4), (None, 4)),
}
_AHEAD = timedelta(days=21)
LONGEST_COURSE_DAYS = 21
_PRACTICE_EVERY_DAYS = 21


def rollouts(seed: int, reps: Sequence[Person], today: date) -> tuple[Rollout, ...]:
    """The randomised waves of both courses, the same number of every team in each."""
    return tuple(
        _rollout(dice(seed, "waves", course), course, reps, today) for course in _SCHEDULES
    )


def _rollout(roll: Random, course: str, reps: Sequence[Person], today: date) -> Rollout:
    teams: dict[str, list[str]] = {}
    for rep in reps:
        teams.setdefault(rep.team_id, []).append(rep.id)
    queues = [iter(shuffled(roll, members)) for members in teams.values()]
    waves = []
    for number, (months, size) in enumerate(_SCHEDULES[course], 1):
        starts = today + _AHEAD if months is None else months_before(today, months)
        chosen = [next(queue) for queue in queues for _ in range(size)]
        waves.append(Wave(number, starts, tuple(sorted(chosen))))
    return Rollout(course, tuple(waves))


def enrolments(
    seed: int, reps: Sequence[Person], planned: Iterable[Rollout], today: date
) -> tuple[Enrolment, ...]:
    """Enrolments of the waves that have begun, and the onboarding of new hires."""
    roll = dice(seed, "enrolments")
    drawn = [
        (wave.starts_on, person, rollout.course_id, wave.number)
        for rollout in planned
        for wave in rollout.waves
        if wave.starts_on <= today
        for person in wave.person_ids
    ]
    drawn += [(rep.hired_on, rep.id, ONBOARDING, 0) for rep in reps]
    return tuple(
        _enrolment(roll, f"enrolment-{number:03}", person, course, starts=starts, wave=wave)
        for number, (starts, person, course, wave) in enumerate(sorted(drawn), 1)
    )


def _enrolment(
    roll: Random, id_: str, person: str, course: str, *, starts: date, wave: int
) -> Enrolment:
    enrolled = datetime.combine(starts, time(1), UTC)
    done = at_work(roll, starts + timedelta(days=roll.randrange(5, LONGEST_COURSE_DAYS)))
    quiz = round(clip(roll.gauss(0.88, 0.06), 0.8, 1), 2)
    return Enrolment(id_, person, course, enrolled, done, wave, quiz)


def role_plays(
    seed: int, reps: Sequence[Person], skills: Skills, start: date, today: date
) -> tuple[RolePlay, ...]:
    """Practice sessions: the motivated do more, and they are the able ones as well."""
    found = sorted(
        (session for rep in reps for session in _practice(seed, rep, skills, start, today)),
        key=lambda session: (session[0], session[1]),
    )
    return tuple(
        RolePlay(f"role-play-{number:04}", person, scenario, at, score, score >= mark)
        for number, (at, person, scenario, score, mark) in enumerate(found, 1)
    )


def _practice(
    seed: int, rep: Person, skills: Skills, start: date, today: date
) -> Iterable[tuple[datetime, str, str, float, float]]:
    roll = dice(seed, "practice", rep.id)
    eagerness = logistic(-1.7 + 2.0 * skills.ability[rep.id] + roll.gauss(0, 0.5))
    day = max(start, rep.hired_on) + timedelta(days=30)
    while day < today:
        at, scenario = at_work(roll, day), roll.choice(SCENARIOS)
        level = skills.level(rep.id, "objection-handling", at) + roll.gauss(0, 0.5)
        if roll.random() < eagerness:
            score = round(clip(level, 1, 5), 1)
            yield at, rep.id, scenario.id, score, scenario.pass_mark
        day += timedelta(days=_PRACTICE_EVERY_DAYS)
