"""Coaching plans for the people who need them most, proposed by a coach of their team."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.apps.assembly import RevRise
from revrise.apps.demo.company import Company
from revrise.core.coaching.plan import Plan
from revrise.core.governance.actor import Actor
from revrise.services.coaching.gaps import GapView
from revrise.services.coaching.plans import ProposePlan

Key = tuple[str, str]


@frozen
class Proposed:
    """A plan, whom it is for and who proposed it; `new` False: an earlier run did."""

    plan: Plan
    gap: GapView
    coach: str
    new: bool


def propose(
    app: RevRise, company: Company, people: Mapping[str, str], gaps: Sequence[GapView], limit: int
) -> tuple[Proposed, ...]:
    """Up to `limit` plans, one a person; who has one under way gets no second."""
    under_way = _open(app)
    found: list[Proposed] = []
    seen: set[str] = set()
    for view in gaps:
        person, key = view.gap.person_id, (view.gap.person_id, view.gap.competency_id)
        earlier = under_way.get(key)
        if person in seen or len(found) == limit or (earlier and earlier.state == "accepted"):
            continue
        coach = _coach(app, company, people, person, len(found))
        plan = earlier or app.plans.propose(ProposePlan(*key), coach)
        name = next(one.name for one in company.people if people[one.id] == plan.coach_id)
        found.append(Proposed(plan, view, name, new=earlier is None))
        seen.add(person)
    return tuple(found)


def _open(app: RevRise) -> dict[Key, Plan]:
    """The plans under way, by person and competency."""
    owner = app.actor()
    scope: Any = app.desk.scope(owner, "plan")
    with app.desk.store.read(owner) as work:
        plans = work.of(Plan).load_many(scope)
    return {
        (plan.person_id, plan.competency_id): plan
        for plan in plans
        if plan.state in ("proposed", "accepted")
    }


def _coach(
    app: RevRise, company: Company, people: Mapping[str, str], person: str, turn: int
) -> Actor:
    """One of those whose teams include the person's, taking turns."""
    rep = next(one for one in company.people if people[one.id] == person)
    coaches = [
        one
        for one in company.people
        if "coach" in one.roles and rep.team_id in company.team_tree(one.team_id)
    ]
    return app.actor(people[coaches[turn % len(coaches)].id])
