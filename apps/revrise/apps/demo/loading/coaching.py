"""Coaching plans and 1:1s."""

from datetime import UTC, datetime, time

from revrise.apps.demo import enablement
from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.known import Known
from revrise.apps.demo.loading.writer import Batch, Writer, own_id
from revrise.core.coaching.one_on_one import OneOnOne, Promise
from revrise.core.coaching.plan import Action, Plan
from revrise.core.coaching.wording import NOT_IN_TIME, ONE_ON_ONE


def load_coaching(writer: Writer, company: Company, known: Known) -> None:
    """Plans with their actions, 1:1s with what was promised."""
    titles = {one.id: one.title.en for one in company.assets}
    titles |= {one.id: one.title.en for one in company.scenarios}
    writer.add(
        "demo.coaching_loaded",
        Batch(Plan, "plan", [_plan(one, titles, known) for one in company.plans]),
        Batch(OneOnOne, "one_on_one", [_meeting(one, known) for one in company.one_to_ones]),
    )


def _plan(one: enablement.CoachingPlan, titles: dict[str, str], known: Known) -> Plan:
    due = datetime.combine(one.due_on, time(), UTC)
    actions = tuple(
        Action(
            kind,
            own_id(kind, subject) if subject else "",
            titles.get(subject, ONE_ON_ONE.en),
            due,
            one.completed_at,
        )
        for kind, subject in one.actions
    )
    return Plan(
        id=own_id("plan", one.id),
        person_id=known.people[one.person_id],
        team_id=known.team_of[one.person_id],
        coach_id=known.people[one.coach_id],
        competency_id=one.competency,
        baseline=one.baseline,
        target=one.target,
        actions=actions,
        created_at=one.opened_at,
        due_at=due,
        state=one.state,
        closed_reason=NOT_IN_TIME.en if one.state == "closed" else None,
    )


def _meeting(one: enablement.OneToOne, known: Known) -> OneOnOne:
    return OneOnOne(
        own_id("oo", one.id),
        known.people[one.person_id],
        known.team_of[one.person_id],
        known.people[one.leader_id],
        one.at,
        one.agenda,
        (Promise(one.promise, known.people[one.person_id]),),
        state="held",
    )
