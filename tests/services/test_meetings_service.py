"""Plans come to their end by their actions; 1:1s carry promises on and keep private notes so."""

from datetime import timedelta

import pytest
from tests.services.conftest import NOW, World

from revrise.core.coaching.plan import Action, Plan
from revrise.core.errors import Conflict, NotFound, Refused
from revrise.ports.catalogue import Catalogue
from revrise.services.coaching.gaps import Gaps
from revrise.services.coaching.meetings import HoldOneOnOne, Meetings
from revrise.services.coaching.plans import Plans

DUE = NOW + timedelta(weeks=8)
PLAN = Plan(
    "plan_1",
    "n1",
    "north",
    "coach",
    "discovery",
    2.0,
    3.5,
    (Action("course", "c1", "Asking", DUE), Action("one_on_one", "one-on-one", "1:1", DUE)),
    NOW,
    DUE,
)


@pytest.fixture
def plans(world: World, catalogue: Catalogue) -> Plans:
    world.put(PLAN)
    return Plans(world.desk, Gaps(world.desk, catalogue))


@pytest.fixture
def meetings(world: World, plans: Plans) -> Meetings:
    return Meetings(world.desk)


def test_the_last_action_completes_an_accepted_plan(world: World, plans: Plans) -> None:
    rep = world.by("n1")
    plans.accept("plan_1", rep)
    assert plans.finish("plan_1", "c1", rep).state == "accepted"
    assert plans.finish("plan_1", "one-on-one", rep).state == "completed"
    names = [event.name for _, event in world.desk.store.outbox(rep.tenant_id)]
    assert names == ["plan.accepted", "plan.completed"]


def test_a_plan_nobody_accepted_does_not_complete(world: World, plans: Plans) -> None:
    rep = world.by("n1")
    plans.finish("plan_1", "c1", rep)
    assert plans.finish("plan_1", "one-on-one", rep).state == "proposed"


def test_a_closed_plan_says_why_and_takes_no_more(world: World, plans: Plans) -> None:
    coach = world.by("coach")
    assert plans.close("plan_1", "moved to another team", coach).closed_reason
    with pytest.raises(Conflict):
        plans.finish("plan_1", "c1", coach)


def test_promises_not_kept_open_the_next_agenda(world: World, meetings: Meetings) -> None:
    coach = world.by("coach")
    first = meetings.plan("plan_1", NOW, coach)
    held = meetings.hold(HoldOneOnOne(first.id, "went well", ("call Acme",)), coach)
    assert [promise.by for promise in held.promises] == ["n1"]
    assert meetings.plan("plan_1", DUE, coach).agenda == (
        "promised: call Acme",
        "discovery: 2.0 → 3.5",
        "Asking",
        "1:1",
    )


def test_private_notes_are_for_the_coach_alone(world: World, meetings: Meetings) -> None:
    coach = world.by("coach")
    meeting = meetings.plan("plan_1", NOW, coach)
    meetings.hold(HoldOneOnOne(meeting.id, "shared", (), "private"), coach)
    assert meetings.list(coach)[0]["private_notes"] == "private"
    for other in ("n1", "manager"):
        (row,) = meetings.list(world.by(other))
        assert row["shared_notes"] == "shared"
        assert row.get("private_notes") is None


def test_a_one_on_one_is_held_once_and_by_its_coach(world: World, meetings: Meetings) -> None:
    coach = world.by("coach")
    meeting = meetings.plan("plan_1", NOW, coach)
    with pytest.raises((NotFound, Refused)):
        meetings.hold(HoldOneOnOne(meeting.id, "mine"), world.by("n1"))
    meetings.hold(HoldOneOnOne(meeting.id, "said"), coach)
    with pytest.raises(Conflict):
        meetings.hold(HoldOneOnOne(meeting.id, "again"), coach)
