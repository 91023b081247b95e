"""A 1:1 is held once and hands its open promises on."""

from datetime import UTC, datetime

import pytest
from tests.support.machines import can_reach, walk

from revrise.core.coaching.one_on_one import OneOnOne, Promise
from revrise.core.errors import Conflict

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PLANNED = OneOnOne("oo", "rep", "team", "coach", NOW, ("closing",))
PROMISES = (Promise("two calls", "rep"), Promise("a template", "coach", kept=True))


def test_it_is_planned_then_held_and_never_held_again():
    steps = walk(PLANNED, {"hold": lambda one: one.hold("notes", PROMISES)})
    assert [(step.before.state, step.changed) for step in steps] == [
        ("planned", True),
        ("held", False),
    ]
    assert can_reach(steps, lambda one: one.state == "held")
    assert steps[0].after.version == PLANNED.version + 1


def test_holding_it_again_is_refused_with_the_way_out():
    with pytest.raises(Conflict, match=r"oo: the 1:1 is held \(plan another\)"):
        PLANNED.hold("", ()).hold("", ())


def test_shared_and_private_notes_are_kept_apart():
    held = PLANNED.hold("for both", (), "for the coach")
    assert (held.shared_notes, held.private_notes) == ("for both", "for the coach")


def test_promises_not_kept_are_carried_over():
    assert PLANNED.hold("", PROMISES).carried_over() == PROMISES[:1]
