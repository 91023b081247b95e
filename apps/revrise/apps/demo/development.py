"""How the people developed: everything that enablement did, and the skills that came of it."""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import frozen

from revrise.apps.demo import coaching, learning, model
from revrise.apps.demo.company import Person
from revrise.apps.demo.enablement import CoachingPlan, Enrolment, OneToOne, RolePlay, Rollout
from revrise.apps.demo.skills import Skills, Treatment, untrained


@frozen
class Development:
    """What was learnt, practised and coached, and the skills with it all."""

    rollouts: tuple[Rollout, ...]
    enrolments: tuple[Enrolment, ...]
    role_plays: tuple[RolePlay, ...]
    plans: tuple[CoachingPlan, ...]
    one_to_ones: tuple[OneToOne, ...]
    skills: Skills


def develop(seed: int, staff: Sequence[Person], start: date, today: date) -> Development:
    """The development of the reps among the staff from `start` to `today`."""
    reps = [person for person in staff if "rep" in person.roles]
    coaches = [person for person in staff if "coach" in person.roles]
    # Practice and plans go by the untrained skills, so that no treatment causes another.
    raw = untrained(seed, reps, start)
    planned = learning.rollouts(seed, reps, today)
    enrolled = learning.enrolments(seed, reps, planned, today)
    practised = learning.role_plays(seed, reps, raw, start, today)
    plans = coaching.plans(seed, reps, coaches, raw, today)
    return Development(
        planned,
        enrolled,
        practised,
        plans,
        coaching.one_to_ones(seed, reps, plans, start, today),
        raw.with_treatments(_treatments(enrolled, practised, plans)),
    )


def _treatments(
    enrolled: Iterable[Enrolment], practised: Iterable[RolePlay], plans: Iterable[CoachingPlan]
) -> Iterable[Treatment]:
    for one in enrolled:
        if one.completed_at and one.course_id in model.GAINS:
            yield Treatment(one.course_id, one.person_id, one.completed_at)
    for session in practised:
        if session.passed:
            yield Treatment(model.PRACTICE, session.person_id, session.at)
    for plan in plans:
        if plan.completed_at:
            yield Treatment(model.COACHING, plan.person_id, plan.completed_at)
