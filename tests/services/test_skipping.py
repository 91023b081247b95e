"""The review queue learns what a coach passes over, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.conftest import NOW, TENANT, World
from tests.services.test_blind_reviews import analyst, heard  # noqa: F401 - a fixture

from revrise.core.coaching.review_skip import LONGEST, REASONS, ReviewSkip, told
from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.actor import system_actor
from revrise.core.governance.scope import system_scope
from revrise.services.calls.cascade import Cascade
from revrise.services.coaching.queue import ReviewQueues
from revrise.services.coaching.skipping import SkipCall, Skipping
from revrise.services.measures.analysing import Analyst

assert NOW


def waits(world: World, who: str) -> list[str]:
    return [one.call_id for one in ReviewQueues(world.desk).show(world.by(who)).rows]


def test_a_skipped_call_comes_back_to_others_alone(world: World, analyst: Analyst) -> None:  # noqa: F811
    call = heard(world, analyst).subject_id
    skipping = Skipping(world.desk)
    assert waits(world, "coach") == waits(world, "manager") == [call]
    skipping.skip(SkipCall(call, "too_long"), world.by("coach"))
    assert (waits(world, "coach"), waits(world, "manager")) == ([], [call])
    assert "call.review_skipped" in world.audited
    with pytest.raises(Conflict):
        skipping.skip(SkipCall(call, "known"), world.by("coach"))
    skipping.take_back(call, world.by("coach"))
    assert waits(world, "coach") == [call]
    with pytest.raises(NotFound):
        skipping.take_back(call, world.by("coach"))


def test_reasons_are_counted_for_who_answers_for_the_team(
    world: World,
    analyst: Analyst,  # noqa: F811
) -> None:
    first, second = (heard(world, analyst, name=name).subject_id for name in ("a", "b"))
    skipping = Skipping(world.desk)
    skipping.skip(SkipCall(first, "known"), world.by("coach"))
    skipping.skip(SkipCall(second, "other", " It is a test call. "), world.by("coach"))
    skipping.skip(SkipCall(first, "known"), world.by("manager"))
    found = skipping.show(world.by("manager"))
    assert found.counts == {"known": 2, "other": 1}
    assert {(one.coach, one.mine) for one in found.rows} == {("Cora", False), ("Max", True)}
    assert {one.note for one in found.rows} == {"", "It is a test call."}
    assert skipping.show(world.by("coach")).counts == {"known": 1, "other": 1}
    for who in ("n1", "enb", "admin"):
        with pytest.raises(Refused):
            skipping.show(world.by(who))
        with pytest.raises(Refused):
            skipping.skip(SkipCall(first, "known"), world.by(who))


def test_what_may_not_be_coached_on_any_more_leaves_no_note(
    world: World,
    analyst: Analyst,  # noqa: F811
) -> None:
    call = heard(world, analyst).subject_id
    Skipping(world.desk).skip(SkipCall(call, "other", "He coughs."), world.by("coach"))
    with world.desk.store.begin(system_actor(TENANT)) as work:
        whole = work.of(Call).load(call, system_scope(TENANT, "call", "read", "test"))
        Cascade(world.desk, TENANT).take(work, whole, frozenset({"coach"}))
        work.record("test.taken", TENANT)
    assert world.all(ReviewSkip) == []


@given(st.text(max_size=20), st.text(max_size=LONGEST + 5))
def test_a_reason_is_of_the_list_and_another_one_is_said(reason: str, note: str) -> None:
    for one in (*REASONS, reason):
        fine = one in REASONS and len(note.strip()) <= LONGEST
        if fine and (one != "other" or note.strip()):
            assert told(one, note) == note.strip()
        else:
            with pytest.raises(Invalid):
                told(one, note)
