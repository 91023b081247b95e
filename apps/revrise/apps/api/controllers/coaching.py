"""Gaps, plans and 1:1s."""

from typing import Any

from attrs import asdict

from revrise.apps.api.lists import offer, single
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.problems import Problem, Wrong
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import coaching as views
from revrise.core.bilingual import Bilingual
from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import Action, Plan
from revrise.services.coaching.gaps import GapView
from revrise.services.coaching.heatmap import Cell
from revrise.services.coaching.meetings import Arrange, HoldOneOnOne, Note
from revrise.services.coaching.plans import AdjustPlan, ProposePlan

TAG = "Coaching"
PLANS = Resource(
    Plan, "plan", "plans", "plan", "plans", TAG, views.Plan,
    filters=("person_id", "team_id", "coach_id", "competency_id", "state", "created_at", "due_at"),
    sorts=("id", "created_at", "due_at"), order="-created_at",
)  # fmt: skip
MEETINGS = Resource(
    OneOnOne, "one_on_one", "one-on-ones", "one-on-one", "one-on-ones", TAG, views.OneOnOne,
    filters=("person_id", "team_id", "coach_id", "state", "at"), sorts=("id", "at"), order="-at",
)  # fmt: skip
offer(PLANS)
offer(MEETINGS)
_WITH = Bilingual("give plan_id or person_id, not both", "请给出 plan_id 或 person_id 之一")


@operation("GET /v1/gaps", tag=TAG, needs="observation:read", answer=views.Gaps)
def list_gaps(context: Context, query: views.GapQuery) -> Any:
    """List the widest gaps.

    Of the people in your reach, with the words that show them where everybody agreed.
    """
    found = context.app.gaps.widest(context.by, person_id=query.person_id, limit=query.limit)
    return {"items": [_gap(one) for one in found]}


@operation("GET /v1/heat-map", tag=TAG, needs="observation:read", answer=views.HeatMap)
def show_heat_map(context: Context, query: views.HeatQuery) -> Any:
    """Show people by competencies.

    Of the people in your reach but yourself, of one team or all.
    """
    found = context.app.heat_maps.show(context.by, team_id=query.team_id)
    return {
        "competencies": [one.id for one in found.competencies],
        "medians": dict(found.medians),
        "rows": [
            {
                "person_id": row.person_id,
                "person": row.name,
                "plan_id": row.plan["id"] if row.plan else None,
                "cells": [_cell(name, cell) for name, cell in row.cells.items()],
            }
            for row in found.rows
        ],
    }


@operation("POST /v1/plans", tag=TAG, needs="plan:create", answer=views.Plan, status=201)
def create_plan(context: Context, body: views.NewPlan) -> Answer:
    """Propose a coaching plan.

    Against a known gap: a course not yet taken, a practice, a call to hear, a 1:1 half-way.
    """
    command = ProposePlan(body.person_id, body.competency_id, body.weeks)
    made = context.app.plans.propose(command, context.by)
    return Answer(single(PLANS, context, made.id), 201, {"Location": f"/v1/plans/{made.id}"})


@operation(
    "PUT /v1/plans/{plan_id}", tag=TAG, needs="plan:update", answer=views.Plan, versioned=PLANS
)
def adjust_plan(context: Context, plan_id: str, body: views.PlanAdjusted) -> Any:
    """Adjust a plan.

    Target, end and actions become what is given.
    """
    actions = tuple(
        Action(one.kind, one.subject_id, one.title, one.due_at, one.done_at) for one in body.actions
    )
    version = int(single(PLANS, context, plan_id)["version"])
    command = AdjustPlan(plan_id, version, body.target, body.due_at, actions)
    context.app.plans.adjust(command, context.by)
    return single(PLANS, context, plan_id)


@operation(
    "POST /v1/plans/{plan_id}:accept",
    tag=TAG,
    needs="plan:accept",
    answer=views.Plan,
    versioned=PLANS,
)
def accept_plan(context: Context, plan_id: str) -> Any:
    """Accept a plan.

    Only the person it is for does that.
    """
    context.app.plans.accept(plan_id, context.by)
    return single(PLANS, context, plan_id)


@operation(
    "POST /v1/plans/{plan_id}/actions/{subject_id}:finish",
    tag=TAG,
    needs="plan:update",
    answer=views.Plan,
    versioned=PLANS,
)
def finish_plan_action(context: Context, plan_id: str, subject_id: str) -> Any:
    """Mark an action as done.

    With the last one an accepted plan completes.
    """
    context.app.plans.finish(plan_id, subject_id, context.by)
    return single(PLANS, context, plan_id)


@operation(
    "POST /v1/plans/{plan_id}:complete",
    tag=TAG,
    needs="plan:update",
    answer=views.Plan,
    versioned=PLANS,
)
def complete_plan(context: Context, plan_id: str) -> Any:
    """Complete a plan.

    Refused while actions are open.
    """
    context.app.plans.complete(plan_id, context.by)
    return single(PLANS, context, plan_id)


@operation(
    "POST /v1/plans/{plan_id}:close",
    tag=TAG,
    needs="plan:update",
    answer=views.Plan,
    versioned=PLANS,
)
def close_plan(context: Context, plan_id: str, body: views.Reason) -> Any:
    """Close a plan without completion.

    With the reason, which everybody who sees the plan can read.
    """
    context.app.plans.close(plan_id, body.reason, context.by)
    return single(PLANS, context, plan_id)


@operation(
    "POST /v1/one-on-ones",
    tag=TAG,
    needs="one_on_one:create",
    answer=views.OneOnOne,
    status=201,
)
def create_one_on_one(context: Context, body: views.NewOneOnOne) -> Answer:
    """Arrange a 1:1.

    About a plan, whose progress and open promises make the agenda, or freely with a person.
    """
    if (body.plan_id is None) == (body.person_id is None):
        raise Problem("invalid", _WITH, errors=[Wrong("either", _WITH, "/plan_id")])
    if body.plan_id is not None:
        made = context.app.meetings.plan(body.plan_id, body.at, context.by)
    else:
        command = Arrange(str(body.person_id), body.at, body.minutes, body.agenda)
        made = context.app.meetings.arrange(command, context.by)
    place = {"Location": f"/v1/one-on-ones/{made.id}"}
    return Answer(single(MEETINGS, context, made.id), 201, place)


@operation(
    "PUT /v1/one-on-ones/{one_on_one_id}",
    tag=TAG,
    needs="one_on_one:update",
    answer=views.OneOnOne,
    versioned=MEETINGS,
)
def note_one_on_one(context: Context, one_on_one_id: str, body: views.Notes) -> Any:
    """Write agenda and notes of a 1:1.

    Private notes are for the coach alone.
    """
    version = int(single(MEETINGS, context, one_on_one_id)["version"])
    command = Note(one_on_one_id, version, body.agenda, body.shared_notes, body.private_notes)
    context.app.meetings.note(command, context.by)
    return single(MEETINGS, context, one_on_one_id)


@operation(
    "POST /v1/one-on-ones/{one_on_one_id}:hold",
    tag=TAG,
    needs="one_on_one:update",
    answer=views.OneOnOne,
    versioned=MEETINGS,
)
def hold_one_on_one(context: Context, one_on_one_id: str, body: views.Held) -> Any:
    """Mark a 1:1 as held.

    With what was said and promised; promises not kept come first next time.
    """
    command = HoldOneOnOne(
        one_on_one_id, body.shared_notes, body.promises, body.private_notes, body.kept
    )
    context.app.meetings.hold(command, context.by)
    return single(MEETINGS, context, one_on_one_id)


def _cell(competency_id: str, cell: Cell) -> dict[str, Any]:
    gap = cell.gap
    return {
        "competency_id": competency_id,
        "current": gap.current,
        "target": gap.target,
        "size": gap.size,
        "margin": gap.margin,
        "n": gap.n,
        "drift": asdict(cell.drift) if cell.drift else None,
    }


def _gap(view: GapView) -> dict[str, Any]:
    found = view.gap
    return {
        "person_id": found.person_id,
        "person": view.person,
        "competency_id": found.competency_id,
        "competency": view.competency,
        "current": found.current,
        "target": found.target,
        "size": found.size,
        "margin": found.margin,
        "observations": len(found.evidence),
        "quotes": [
            {
                "call_id": one.call_id,
                "utterance": one.utterance,
                "text": one.text,
                "because": one.because,
                "why": asdict(one.why),
                "call": one.call,
                "at": one.at,
            }
            for one in view.quotes
        ],
    }
