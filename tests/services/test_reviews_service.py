"""Coaches' own scores beside the machine's; disputes decided by somebody else, comments."""

from typing import Any

import pytest
from tests.services.conftest import NOW, World

from revrise.core.coaching.comment import CallComment
from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.people.competency import Observation
from revrise.core.people.person import Person
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.core.scoring.scorecard import CriterionScore, total
from revrise.services.coaching.feedback import AddComment, Feedback
from revrise.services.reviews.service import Deciding, Disputing, Reviews, ScoreCall

CALL = Call("c1", "Talk", "n1", "north", NOW, "en", "c1", participants=("A", "B"))
CARD = total(
    "discovery@1",
    "plugin:discovery",
    [
        CriterionScore("ask", "discovery", 2, 2, "asked once", machine_level=2),
        CriterionScore("close", "closing", 1, 4, "closed", machine_level=4),
    ],
)
CARDED = Assessment("a1", "c1", "n1", "north", NOW, "discovery@1", CARD.score, CARD)
OTHER_COACH = Person("coach2", "Cleo", team_id="west", roles=("coach",))


@pytest.fixture
def reviews(world: World) -> Reviews:
    world.put(CALL, CARDED, *CARDED.observations(), OTHER_COACH)
    return Reviews(world.desk)


@pytest.fixture
def feedback(world: World, reviews: Reviews) -> Feedback:
    return Feedback(world.desk)


def disputed(reviews: Reviews, world: World) -> Dispute:
    return reviews.dispute(Disputing("a1", "ask", "I asked twice."), world.by("n1"))


def test_a_coach_s_score_stands_beside_the_machine_s(world: World, reviews: Reviews) -> None:
    made = reviews.score(ScoreCall("a1", {"ask": 4}, {"ask": " good "}), world.by("coach"))
    assert (made.score, made.levels, made.because) == (4.0, {"ask": 4}, {"ask": "good"})
    assert made.arithmetic(CARD) == "(2×4) ÷ 2 = 4.00"
    (machine,) = world.all(Assessment)
    assert machine == CARDED


def test_scoring_again_replaces_one_s_own_score(world: World, reviews: Reviews) -> None:
    reviews.score(ScoreCall("a1", {"ask": 4}), world.by("coach"))
    reviews.score(ScoreCall("a1", {"ask": 3}), world.by("coach"))
    reviews.score(ScoreCall("a1", {"ask": 1}), world.by("manager"))
    assert {one.coach_id: one.score for one in world.all(CoachScore)} == {
        "coach": 3.0,
        "manager": 1.0,
    }


@pytest.mark.parametrize(
    ("who", "levels", "error"),
    [
        ("coach", {}, Invalid),
        ("coach", {"ask": 6}, Invalid),
        ("coach", {"strange": 3}, NotFound),
        ("n1", {"ask": 5}, Refused),
        ("s1", {"ask": 5}, (NotFound, Refused)),
        ("enb", {"ask": 5}, Refused),
    ],
)
def test_no_score_of_oneself_without_levels_or_a_right(
    world: World, reviews: Reviews, who: str, levels: dict[str, int], error: Any
) -> None:
    with pytest.raises(error):
        reviews.score(ScoreCall("a1", levels), world.by(who))
    assert world.all(CoachScore) == []


def test_a_disputed_level_stands_until_it_is_decided(world: World, reviews: Reviews) -> None:
    made = disputed(reviews, world)
    assert (made.level, made.state, made.reason) == (2, "open", "I asked twice.")
    (kept,) = world.all(Assessment)
    assert (kept.scorecard.of("ask").review, kept.score) == ("disputed", CARD.score)
    with pytest.raises(Conflict, match="already"):
        disputed(reviews, world)


def test_only_the_person_scored_disputes(world: World, reviews: Reviews) -> None:
    for who in ("coach", "n2", "enb"):
        with pytest.raises((Refused, NotFound)):
            reviews.dispute(Disputing("a1", "ask", "No."), world.by(who))
    with pytest.raises(Invalid):
        reviews.dispute(Disputing("a1", "ask", "  "), world.by("n1"))
    assert world.all(Dispute) == []


def test_who_scored_the_call_does_not_decide(world: World, reviews: Reviews) -> None:
    reviews.score(ScoreCall("a1", {"ask": 2}), world.by("coach"))
    made = disputed(reviews, world)
    with pytest.raises(Refused, match="somebody else"):
        reviews.decide(Deciding(made.id, 3, "Heard it again."), world.by("coach"))
    with pytest.raises(Refused):
        reviews.decide(Deciding(made.id, 5, "I say so."), world.by("n1"))
    decided = reviews.decide(Deciding(made.id, 3, "Heard it again."), world.by("coach2"))
    assert (decided.state, decided.decided_by, decided.decided_level) == ("changed", "coach2", 3)
    with pytest.raises(Conflict):
        reviews.decide(Deciding(made.id, 1, "No."), world.by("manager"))


def test_another_level_changes_score_and_observation(world: World, reviews: Reviews) -> None:
    made = disputed(reviews, world)
    reviews.decide(Deciding(made.id, 5, "All three were open."), world.by("manager"))
    (kept,) = world.all(Assessment)
    assert (kept.score, kept.scorecard.of("ask").machine_level) == (4.67, 2)
    levels = {one.criterion: one.level for one in CARDED.observations()} | {"ask": 5.0}
    assert {one.criterion: one.level for one in world.all(Observation)} == levels
    assert world.audited[-2:] == ["score.disputed", "dispute.decided"]


def test_an_upheld_level_changes_nothing_else(world: World, reviews: Reviews) -> None:
    made = disputed(reviews, world)
    reviews.decide(Deciding(made.id, 2, "Once is right."), world.by("manager"))
    (kept,) = world.all(Assessment)
    assert (kept.score, kept.scorecard.of("ask").review) == (CARD.score, "confirmed")


def test_a_comment_is_added_once_however_often_it_is_sent(world: World, feedback: Feedback) -> None:
    command = AddComment("c1", " Ask first. ", at_ms=14_000, token="form-1")
    first = feedback.comment(command, world.by("coach"))
    assert feedback.comment(command, world.by("coach")) == first
    assert [one.text for one in world.all(CallComment)] == ["Ask first."]
    names = [event.name for _, event in world.desk.store.outbox("acme")]
    assert names == ["call.commented"]
    assert "Ask" not in repr(world.desk.store.outbox("acme"))


def test_what_coaches_say_among_themselves_stays_there(world: World, feedback: Feedback) -> None:
    for shared, text in (("rep", "shared"), ("coaches", "quiet")):
        feedback.comment(AddComment("c1", text, shared=shared), world.by("coach"))
    seen = {who: [one.text for one in feedback.comments("c1", world.by(who))]
            for who in ("n1", "manager")}  # fmt: skip
    assert seen == {"n1": ["shared"], "manager": ["shared", "quiet"]}
    with pytest.raises(NotFound):
        feedback.comments("c1", world.by("n2"))
    with pytest.raises(Refused):
        feedback.comment(AddComment("c1", "mine", shared="coaches"), world.by("n1"))


def test_an_answer_stays_in_its_thread(world: World, feedback: Feedback) -> None:
    top = feedback.comment(AddComment("c1", "Why?", at_ms=5_000), world.by("coach"))
    reply = feedback.comment(AddComment("c1", "Because.", parent_id=top.id), world.by("n1"))
    again = feedback.comment(AddComment("c1", "Fine.", parent_id=reply.id), world.by("coach"))
    assert {reply.parent_id, again.parent_id} == {top.id}
    assert (again.at_ms, again.shared) == (5_000, "rep")


def test_only_its_author_changes_a_comment(world: World, feedback: Feedback) -> None:
    made = feedback.comment(AddComment("c1", "One"), world.by("coach"))
    with pytest.raises((Refused, NotFound)):
        feedback.reword(made.id, "Two", 1, world.by("n1"))
    assert feedback.reword(made.id, "Two", 1, world.by("coach")).text == "Two"
    with pytest.raises(Conflict):
        feedback.reword(made.id, "Three", 1, world.by("coach"))


@pytest.mark.parametrize("text", ["", "   ", "x" * 4_001])
def test_a_comment_says_something(world: World, feedback: Feedback, text: str) -> None:
    with pytest.raises(Invalid):
        feedback.comment(AddComment("c1", text), world.by("coach"))


def test_only_its_author_takes_a_comment_away_and_none_that_was_answered(
    world: World, feedback: Feedback
) -> None:
    made = feedback.comment(AddComment("c1", "One"), world.by("coach"))
    with pytest.raises((Refused, NotFound)):
        feedback.remove(made.id, 1, world.by("n1"))
    with pytest.raises(Conflict):
        feedback.remove(made.id, 2, world.by("coach"))
    reply = feedback.comment(AddComment("c1", "Yes", parent_id=made.id), world.by("n1"))
    with pytest.raises(Conflict, match="answered"):
        feedback.remove(made.id, 1, world.by("coach"))
    feedback.remove(reply.id, 1, world.by("n1"))
    feedback.remove(made.id, 1, world.by("coach"))
    assert list(feedback.comments("c1", world.by("coach"))) == []
    assert world.audited.count("call.comment_removed") == 2
