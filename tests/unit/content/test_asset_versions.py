"""An asset version goes from draft to published under four eyes."""

from datetime import UTC, datetime

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.support.machines import can_reach, walk

from revrise.core.content.asset import (
    MOVES,
    ApprovalRule,
    Asset,
    AssetVersion,
    Review,
    next_number,
)
from revrise.core.errors import Invalid, Refused

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DRAFT = AssetVersion("v", "asset", "1.0.0", "Words", "author", NOW)
APPROVED, RETURNED = Review("editor", "approve", NOW), Review("editor", "return", NOW, "Shorter")
ONE = ApprovalRule("*")
STEPS = walk(
    DRAFT,
    {
        "submit": AssetVersion.submit,
        "send_back": lambda one: evolve(one.send_back(RETURNED), reviews=()),
        "approve": lambda one: evolve(one.approve(APPROVED, ONE), approved_by=(), reviews=()),
        "renew": AssetVersion.renew,
        "publish": lambda one: one.publish(NOW),
        "expire": AssetVersion.expire,
        "retire": AssetVersion.retire,
    },
)


def test_the_moves_are_those_of_the_table_and_no_others():
    walked = {(step.before.state, step.after.state) for step in STEPS if step.changed}
    assert walked == {(state, to) for state, targets in MOVES.items() for to in targets}


def test_from_everywhere_it_can_be_retired_and_stays_so():
    assert can_reach(STEPS, lambda one: one.state == "retired")
    assert not any(step.changed for step in STEPS if step.before.state == "retired")


def test_every_move_is_one_version_more_and_keeps_the_words():
    for step in STEPS:
        if step.changed:
            assert step.after.version == step.before.version + 1
            assert (step.after.body, step.after.number) == (DRAFT.body, DRAFT.number)


def test_a_refusal_names_the_state_and_where_it_can_go_from_there():
    for step in STEPS:
        if step.refusal:
            assert f"is {step.before.state} cannot become" in step.refusal.message
            assert step.refusal.culprit == "1.0.0"
            assert all(to in step.refusal.remedy for to in MOVES[step.before.state])


@given(st.text(max_size=5))
def test_anybody_but_the_author_may_approve(who):
    submitted = DRAFT.submit()
    if who != "author":
        review = Review(who, "approve", NOW)
        assert submitted.approve(review, ONE).approved_by == (who,)


@pytest.mark.parametrize("version", [DRAFT, DRAFT.submit()])
def test_the_author_may_not_approve_their_own_version(version):
    with pytest.raises(Refused, match="author") as refusal:
        version.approve(Review("author", "approve", NOW), ONE)
    assert refusal.value.remedy


@given(st.lists(st.sampled_from(["author", "a", "b", "c"]), max_size=8), st.integers(1, 3))
def test_as_many_different_people_as_wanted_approve_and_never_the_author(people, needed):
    rule, one, said = ApprovalRule("*", needed), DRAFT.submit(), []
    for who in people:
        try:
            one = one.approve(Review(who, "approve", NOW), rule)
            said.append(who)
        except Refused:
            assert who == "author" or who in said or one.state == "approved"
    assert one.approved_by == tuple(said)
    assert len(set(said) - {"author"}) == len(said)
    assert (one.state == "approved") == (len(said) == needed)


def test_who_is_not_named_is_not_asked():
    rule = ApprovalRule("*", 1, ("head",))
    with pytest.raises(Refused, match="others are asked"):
        DRAFT.submit().approve(APPROVED, rule)
    assert DRAFT.submit().approve(Review("head", "approve", NOW), rule).state == "approved"


def test_a_return_says_why_and_voids_the_approvals():
    half = DRAFT.submit().approve(APPROVED, ApprovalRule("*", 2))
    with pytest.raises(Invalid):
        half.send_back(Review("b", "return", NOW))
    back = half.send_back(Review("b", "return", NOW, "Shorter"))
    assert (back.state, back.approved_by) == ("draft", ())
    assert [one.verdict for one in back.reviews] == ["approve", "return"]


def test_nothing_is_published_without_approval():
    for step in STEPS:
        if step.move == "publish" and step.after:
            assert step.before.state == "approved"
            assert step.after.published_at == NOW


def test_readers_get_the_version_published_last():
    asset = Asset("asset", "deck", "Deck", "author")
    first = DRAFT.submit().approve(APPROVED, ONE).publish(NOW)
    second = evolve(first, id="v2", number="1.1.0")
    shown = asset.publish(first).publish(second)
    assert (shown.state, shown.published_version, shown.version) == ("published", "1.1.0", 3)


@pytest.mark.parametrize(
    "version", [DRAFT, evolve(DRAFT, asset_id="other", state="published")], ids=["draft", "another"]
)
def test_an_asset_shows_only_published_versions_of_itself(version):
    with pytest.raises(Refused, match="is not published"):
        Asset("asset", "deck", "Deck", "author").publish(version)


numbers = st.lists(st.tuples(*[st.integers(0, 30)] * 3), min_size=1)


@given(numbers, st.booleans())
def test_the_next_number_is_higher_than_all_there_are(existing, major):
    made = next_number((".".join(map(str, number)) for number in existing), major=major)
    assert tuple(map(int, made.split("."))) > max(existing)


def test_numbers_count_and_do_not_spell():
    assert next_number([]) == "1.0.0"
    assert next_number(["1.9.0", "1.10.0", "1.2.3"]) == "1.11.0"
    assert next_number(["1.9.0", "1.10.0"], major=True) == "2.0.0"
