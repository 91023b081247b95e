"""The published formula of the review queue: points by hand, and what holds of any queue."""

from datetime import UTC, datetime, timedelta
from random import Random

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.coaching.learning_value import Candidate, Card, Known, Ranked, ranked
from revrise.core.conversations.metrics.spread import MiddleHalf

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
HALF = MiddleHalf(0.4, 0.5, 0.6, 0.3, 0.7, 9)
PEOPLE = st.sampled_from(["p", "q", "r"])
CALLS = st.builds(
    lambda number, who, hour, score, share, said, disputed, plan: Candidate(
        f"c{number:03}", who, AT + timedelta(hours=hour), (Card("r@1", score), Card("s@1", 3.0)),
        {"talk_share": share}, said, disputed, plan,
    ),
    st.integers(0, 999), PEOPLE, st.integers(0, 9),
    st.none() | st.integers(100, 500).map(lambda one: one / 100),
    st.none() | st.integers(0, 100).map(lambda one: one / 100),
    st.sampled_from([(), ("price",), ("price", "trust")]),
    st.sampled_from([None, "c"]), st.sampled_from([None, "discovery"]),
)  # fmt: skip
QUEUES = st.lists(CALLS, max_size=12, unique_by=lambda one: one.call_id)
DAYS = st.none() | st.integers(0, 400)
KNOWN = st.builds(
    lambda p, q, r, apart: Known(
        {"r@1": (apart, 9)},
        {(who, "talk_share", None): HALF for who in "pqr"},
        {(None, "price"): 1, (None, "trust"): 30},
        {None: 60},
        {"p": p, "q": q, "r": r},
    ),
    DAYS, DAYS, DAYS, st.integers(0, 30).map(lambda one: one / 10),
)  # fmt: skip


def why(one: Ranked) -> dict[str, int]:
    return {reason.kind: reason.points for reason in one.why}


def test_points_come_about_as_published() -> None:
    """Score 2.6 is 0.1 from 2.5: 20·(1 − 0.1/0.25) = 12. Coaches 0.4 apart: 20·0.4 = 8.

    Share 0.9 is 0.3 beyond a middle half 0.2 wide: 20·0.3/(2·0.2) = 15. 1 of 60 calls: rare, 10.
    """
    call = Candidate("a", "p", AT, (Card("r@1", 2.6),), {"talk_share": 0.9}, ("price",), None, "d")
    usual = {("p", "talk_share", None): HALF}
    known = Known({"r@1": (0.4, 9)}, usual, {(None, "price"): 1}, {None: 60}, {"p": 12})
    (found,) = ranked([call], known)
    assert why(found) == {
        "apart": 8, "edge": 12, "unusual": 15, "rare": 10, "tests_plan": 10, "unheard": 12,
    }  # fmt: skip
    assert found.value == 67


def test_a_second_call_of_a_rep_has_half_of_the_days_not_heard() -> None:
    calls = [Candidate(name, "p", AT) for name in "abc"]
    found = ranked(calls, Known(unheard={"p": 30}))
    assert [(one.candidate.call_id, one.value) for one in found] == [
        ("a", 30), ("b", 15), ("c", 10),
    ]  # fmt: skip


@given(QUEUES, KNOWN, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(
    calls: list[Candidate], known: Known, random: Random
) -> None:
    shuffled = list(calls)
    random.shuffle(shuffled)
    assert ranked(shuffled, known) == ranked(calls, known)


@given(CALLS, KNOWN, st.integers(0, 300), st.integers(1, 60))
def test_of_two_alike_who_was_heard_longer_ago_comes_first(
    call: Candidate, known: Known, days: int, longer: int
) -> None:
    two = [evolve(call, call_id="a", person_id="p"), evolve(call, call_id="b", person_id="q")]
    held = evolve(known, unheard={"p": days, "q": days + longer})
    assert [one.candidate.person_id for one in ranked(two, held)] == ["q", "p"]


@given(QUEUES.filter(bool), KNOWN, st.integers(0, 200))
def test_whoever_was_not_heard_for_81_days_longer_is_heard_before(
    calls: list[Candidate], known: Known, days: int
) -> None:
    late = evolve(calls[0], call_id="late", person_id="z")
    unheard = {"p": days, "q": days, "r": days, "z": days + 81}
    found = ranked([*calls, late], evolve(known, unheard=unheard))
    assert found[0].candidate.call_id == "late"


@given(QUEUES, KNOWN)
def test_every_call_is_there_once_with_its_points_and_the_parts_keep_their_limits(
    calls: list[Candidate], known: Known
) -> None:
    found = ranked(calls, known)
    assert sorted(one.candidate.call_id for one in found) == sorted(one.call_id for one in calls)
    assert [one.value for one in found] == sorted((one.value for one in found), reverse=True)
    for one in found:
        points = why(one)
        assert all(part > 0 for part in points.values()) or "never_heard" in points
        doubts = sum(points.get(kind, 0) for kind in ("disputed", "apart", "edge", "unscored"))
        assert doubts <= 40
        assert points.get("unusual", 0) + points.get("rare", 0) <= 30
