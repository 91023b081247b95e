"""A role-play is spoken, handed in and judged once."""

from datetime import UTC, datetime

import pytest
from tests.support.machines import can_reach, walk

from revrise.core.conversations.transcript import Utterance
from revrise.core.errors import Conflict
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SCENARIO = Scenario("s", "Price", "Bo", "…", ("Too dear",), "discovery@1", "closing", pass_mark=3.5)
START = RolePlay("rp", "s", "per", "team", NOW)


def speak(side, most):
    """A turn, as long as there are fewer than `most`."""
    return lambda one: one.say(side, side) if len(one.turns) < most else one


STEPS = walk(
    START,
    {
        "buyer": speak("buyer", 2),
        "seller": speak("seller", 3),
        "submit": lambda one: one.submit(NOW),
        "pass": lambda one: one.judge(SCENARIO, 3.5, NOW)[0],
        "fail": lambda one: one.judge(SCENARIO, 3.4, NOW)[0],
    },
)


def test_it_goes_from_open_over_submitted_to_scored():
    walked = {(step.before.state, step.after.state) for step in STEPS if step.changed}
    assert walked == {("open", "open"), ("open", "submitted"), ("submitted", "scored")}


def test_it_can_always_be_scored_and_stays_so():
    assert can_reach(STEPS, lambda one: one.state == "scored")
    assert not any(step.changed for step in STEPS if step.before.state == "scored")


def test_every_change_is_one_version_more():
    for step in STEPS:
        if step.changed:
            assert step.after.version == step.before.version + 1


def test_nothing_is_handed_in_before_the_seller_spoke():
    for step in STEPS:
        if step.move == "submit" and step.before.state == "open":
            spoke = any(turn.side == "seller" for turn in step.before.turns)
            assert (step.refusal is None) == spoke


def test_what_comes_too_late_or_too_early_is_told_the_way_out():
    scored = START.say("seller", "Hello").submit(NOW).judge(SCENARIO, 4.0, NOW)[0]
    with pytest.raises(Conflict, match=r"is scored, not open \(start a new session\)"):
        scored.say("seller", "More")
    with pytest.raises(Conflict, match=r"is open, not submitted \(submit it first\)"):
        START.judge(SCENARIO, 4.0, NOW)


@pytest.mark.parametrize(("score", "name"), [(3.5, "role_play.passed"), (3.49, "role_play.failed")])
def test_the_pass_mark_is_a_pass(score, name):
    judged, events = START.say("seller", "Hello").submit(NOW).judge(SCENARIO, score, NOW)
    assert (judged.score, judged.passed) == (score, name == "role_play.passed")
    assert [(event.name, event.subject, event.actor_id) for event in events] == [
        (name, "rp", "per")
    ]
    assert events[0].data == {"scenario": "s", "competency": "closing", "score": score}


def test_the_turns_read_like_a_call_of_the_person():
    words = START.say("buyer", "太贵了").say("seller", "Why?").transcript()
    assert words.utterances == (Utterance("buyer", "太贵了"), Utterance("seller", "Why?"))
    assert [words.side(one.speaker) for one in words.utterances] == ["buyer", "seller"]
    assert [speaker.person_id for speaker in words.speakers] == ["per", None]
