"""A plan is proposed, accepted by the rep and completed by what was done."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.support.machines import can_reach, walk

from revrise.core.coaching.plan import MOVES, Action, Plan
from revrise.core.errors import Conflict, NotFound, Refused

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
ACTIONS = (Action("course", "c", "Price course", LATER), Action("scenario", "s", "Too dear", LATER))
START = Plan("plan", "rep", "team", "coach", "closing", 2.0, 3.5, ACTIONS, NOW, LATER)
STEPS = walk(
    START,
    {
        "accept": lambda one: one.accept("rep"),
        "accept for them": lambda one: one.accept("coach"),
        "course": lambda one: one.finish_action("c", NOW),
        "scenario": lambda one: one.finish_action("s", NOW),
        "another": lambda one: one.finish_action("x", NOW),
        "complete": lambda one: one.complete(NOW)[0],
        "close": lambda one: one.close("moved on"),
    },
)


def test_the_moves_are_those_of_the_table_and_no_others():
    walked = {(step.before.state, step.after.state) for step in STEPS if step.changed}
    between = {(before, after) for before, after in walked if before != after}
    assert between == {(state, to) for state, targets in MOVES.items() for to in targets}
    assert walked - between == {("proposed", "proposed"), ("accepted", "accepted")}


def test_it_can_always_end_and_then_nothing_changes():
    assert can_reach(STEPS, lambda one: not MOVES[one.state])
    ended = [step for step in STEPS if not MOVES[step.before.state]]
    assert ended
    assert not any(step.changed for step in ended)


def test_every_change_is_one_version_more_and_nothing_else_is():
    for step in STEPS:
        if step.after is not None:
            assert step.after.version == step.before.version + step.changed


def test_only_an_accepted_plan_with_everything_done_completes():
    for step in STEPS:
        if step.changed and step.after.state == "completed":
            assert step.before.state == "accepted"
            assert all(action.done_at for action in step.before.actions)


def test_nobody_accepts_for_the_person():
    assert all(step.refusal for step in STEPS if step.move == "accept for them")
    with pytest.raises(Refused, match=r"only the person.*\(ask rep\)"):
        START.accept("coach")


def test_every_refusal_names_the_plan_and_says_why():
    for step in STEPS:
        if step.refusal:
            assert step.refusal.culprit == "plan"
            assert step.refusal.remedy or isinstance(step.refusal, NotFound)


def test_a_refusal_names_the_actions_still_open():
    with pytest.raises(Refused, match=r"still open: Too dear"):
        START.accept("rep").finish_action("c", NOW).complete(NOW)


def test_a_proposed_plan_is_told_what_it_can_become():
    with pytest.raises(Conflict, match=r"proposed cannot become completed.*accepted, closed"):
        START.complete(NOW)


def test_an_action_keeps_the_moment_it_was_first_done():
    done = START.finish_action("c", NOW).finish_action("c", LATER)
    assert [action.done_at for action in done.actions] == [NOW, None]


def test_completing_says_so():
    plan = START.accept("rep").finish_action("c", NOW).finish_action("s", NOW)
    completed, events = plan.complete(LATER)
    assert completed.state == "completed"
    assert [(event.name, event.subject, event.actor_id, event.at) for event in events] == [
        ("plan.completed", "plan", "rep", LATER)
    ]


def test_a_closed_plan_keeps_the_reason():
    assert START.close("moved on").closed_reason == "moved on"
