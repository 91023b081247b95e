"""An asset version goes from draft to published under four eyes."""

from datetime import UTC, datetime

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.support.machines import can_reach, walk

from revrise.core.content.approval import ApprovalRule, Review
from revrise.core.content.asset import Asset, AssetVersion, next_number, unapproved_writers
from revrise.core.content.lifecycle import MOVES, STATES, after, possible
from revrise.core.errors import Invalid, Refused

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
DRAFT = AssetVersion("v", "asset", "1.0.0", "Words", "author", NOW)
APPROVED, RETURNED = Review("editor", "approve", NOW), Review("editor", "return", NOW, "Shorter")
ONE, TWO = ApprovalRule("*"), ApprovalRule("*", 2)


def bare(move):
    """The move, with what was said before forgotten, so that the walk has an end."""
    return lambda one: evolve(move(one), reviews=())


TAKE = {
    "submit": lambda one: one.submit("author", NOW),
    "agree": lambda one: evolve(one.approve(APPROVED, TWO), approved_by=()),
    "approve": lambda one: evolve(one.approve(APPROVED, ONE), approved_by=()),
    "send_back": lambda one: one.send_back(RETURNED),
    "withdraw": lambda one: one.withdraw("author", NOW),
    "publish": lambda one: one.publish(NOW),
    "expire": AssetVersion.expire,
    "renew": AssetVersion.renew,
    "retire": AssetVersion.retire,
}
STEPS = walk(DRAFT, {name: bare(move) for name, move in TAKE.items()})


def test_every_step_is_tried_in_every_state_and_only_those_of_the_table_are_possible():
    tried = {(step.before.state, step.move) for step in STEPS}
    assert tried == {(state, move) for state in STATES for move in TAKE}
    taken = {(step.before.state, step.move): step.after.state for step in STEPS if step.after}
    assert taken == dict(MOVES)


def test_nothing_comes_after_the_end_and_an_unknown_step_is_refused():
    assert possible("retired") == ()
    assert possible("approved") == ("publish", "send_back", "withdraw", "retire")
    with pytest.raises(Refused, match="is draft cannot become"):
        after("draft", "shine")


@given(st.lists(st.sampled_from(sorted(TAKE)), max_size=25))
def test_whatever_is_tried_a_published_version_keeps_its_words_and_had_its_approvals(tries):
    one = DRAFT
    for name in tries:
        try:
            then = one.checked(TAKE[name](one))
        except Refused:
            assert (one.state, name) not in MOVES or name in ("approve", "agree")
            continue
        assert then.state == MOVES[one.state, name]
        if one.shown_once:
            assert (then.body, then.published_at) == (one.body, one.published_at)
            assert then.state in ("published", "expired", "retired")
        one = then


@pytest.mark.parametrize("cell", ["body", "number", "author_id", "published_at"])
def test_another_text_under_a_published_number_is_refused(cell):
    shown = DRAFT.submit().approve(APPROVED, ONE).publish(NOW)
    wrong = NOW.replace(year=2025) if cell == "published_at" else "other"
    with pytest.raises(Refused, match="never changes"):
        shown.checked(evolve(shown.expire(), **{cell: wrong}))
    assert DRAFT.checked(evolve(DRAFT, body="other")).body == "other"


def test_an_earlier_version_comes_back_with_its_author_and_its_approvals():
    shown = DRAFT.submit().approve(APPROVED, ONE).publish(NOW)
    back = shown.expire().again("v9", "1.4.0", Review("boss", "rollback", NOW, "1.0.0"))
    assert (back.id, back.number, back.state, back.body) == ("v9", "1.4.0", "approved", "Words")
    assert (back.author_id, back.approved_by, back.published_at) == ("author", ("editor",), None)
    with pytest.raises(Refused, match="was published"):
        DRAFT.again("v9", "1.4.0", RETURNED)


def test_who_wrote_anything_since_the_last_published_version_is_a_writer():
    first = evolve(DRAFT, author_id="a").submit().approve(APPROVED, ONE).publish(NOW)
    second, third = evolve(DRAFT, author_id="b"), evolve(DRAFT, author_id="c").submit()
    assert unapproved_writers([first, second, third]) == {"b", "c"}
    with pytest.raises(Refused, match="author"):
        third.approve(Review("b", "approve", NOW), ONE, writers={"b", "c"})
    assert third.approve(Review("a", "approve", NOW), ONE, writers={"b", "c"}).approved_by == ("a",)


def test_two_roles_are_still_one_person():
    rule = ApprovalRule("*", 2, ("head",), ("legal", "product"))
    half = DRAFT.submit().approve(Review("head", "approve", NOW), rule, {"legal", "product"})
    assert half.state == "in_review"
    with pytest.raises(Refused, match="already"):
        half.approve(Review("head", "approve", NOW), rule, {"product"})
    with pytest.raises(Refused, match="others are asked"):
        half.approve(Review("rep", "approve", NOW), rule, {"rep"})
    assert half.approve(Review("x", "approve", NOW), rule, {"legal"}).state == "approved"


def test_who_is_not_asked_does_not_send_it_back_either():
    rule = ApprovalRule("*", 1, ("head",))
    with pytest.raises(Refused, match="others are asked"):
        DRAFT.submit().send_back(RETURNED, rule)


def test_only_its_author_withdraws_it():
    with pytest.raises(Refused, match="only its author"):
        DRAFT.submit().withdraw("editor", NOW)
    assert DRAFT.submit().withdraw("author", NOW).state == "draft"


def test_it_waits_since_it_was_submitted_last():
    later = NOW.replace(day=9)
    again = DRAFT.submit("author", NOW).send_back(RETURNED).submit("author", later)
    assert again.submitted_at == later
    assert DRAFT.submitted_at == NOW


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
        if step.refusal and (step.before.state, step.move) not in MOVES:
            assert f"is {step.before.state} cannot become" in step.refusal.message
            assert step.refusal.culprit == "1.0.0"
            assert all(to in step.refusal.remedy for to in possible(step.before.state))


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
    assert [one.verdict for one in back.reviews] == ["submit", "approve", "return"]


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


@given(numbers)
def test_the_next_number_is_higher_than_all_there_are(existing):
    made = next_number(".".join(map(str, number)) for number in existing)
    assert tuple(map(int, made.split("."))) > max(existing)


def test_numbers_count_and_do_not_spell():
    assert next_number([]) == "1.0.0"
    assert next_number(["1.9.0", "1.10.0", "1.2.3"]) == "1.11.0"
