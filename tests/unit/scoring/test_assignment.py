"""Assignments of the same call: states of a review, who is named, how far levels are apart."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.errors import Conflict, Invalid
from revrise.core.scoring.assignment import (
    LATEST,
    LEAST,
    MOST_REVIEWERS,
    BlindAssignment,
    agreed,
    checked,
    done,
    settle,
)
from revrise.core.scoring.blind_review import BlindReview

AT = datetime(2026, 6, 30, 12, tzinfo=UTC)
DUE = AT + timedelta(days=7)
GIVEN = BlindReview(
    "b1", "coach", "discovery", AT, "given", "as1", "c1", AT, None, "a1", "manager", DUE,
    sealed=True,
)  # fmt: skip
ASSIGNMENT = BlindAssignment(
    "a1", "discovery@1", "as1", "c1", "n1", "north", "manager", AT, DUE, fresh=True
)


@given(st.lists(st.sampled_from(("scored", "dropped", "skipped", "unsealed")), max_size=6))
def test_a_given_review_ends_once_and_stays_sealed_until_all_are_done(steps: list[str]) -> None:
    review, ended, sealed = GIVEN, None, True
    for n, step in enumerate(steps):
        at = AT + timedelta(hours=n)
        try:
            if step == "unsealed":
                review, sealed = review.unseal(at), False
                ended = ended or "over"
            elif step == "skipped":
                review = review.skip("known", "", at)
                assert ended is None
                ended = "skipped"
            else:
                review = review.end(step, at)  # type: ignore[arg-type]
                assert (ended, step) == (None, "scored")
                ended = "scored"
        except Conflict:
            assert ended is not None or step == "dropped"
    assert (review.sealed, review.ended) == (sealed, ended is not None)
    assert review.state == (ended or "given")
    assert (review.ended_at is None) is (ended is None)
    assert done([review]) is (ended is not None)


def test_one_that_nobody_gave_is_dropped_and_not_skipped() -> None:
    own = BlindReview("b2", "coach", "discovery", AT)
    assert own.end("dropped", AT).state == "dropped"
    with pytest.raises(Conflict):
        own.skip("known", "", AT)


@given(
    st.lists(st.sampled_from([f"p{n}" for n in range(12)]), max_size=14),
    st.timedeltas(timedelta(days=-100), timedelta(days=200)),
)
def test_reviewers_are_several_and_the_day_is_near(who: list[str], ahead: timedelta) -> None:
    different = len(set(who))
    fine = LEAST <= different <= MOST_REVIEWERS and timedelta() < ahead <= LATEST
    try:
        found = checked(who, AT, AT + ahead)
    except Invalid:
        assert not fine
    else:
        assert fine
        assert (len(found), set(found)) == (different, set(who))


@given(
    st.dictionaries(
        st.sampled_from(("ann", "ben", "cy")),
        st.dictionaries(st.sampled_from(("ask", "close")), st.integers(1, 5)),
    )
)
def test_the_spread_is_that_of_the_outermost(levels: dict[str, dict[str, int]]) -> None:
    found = agreed(levels, ["ask", "close"])
    for one in found.criteria:
        gave = [each[one.criterion] for each in levels.values() if one.criterion in each]
        assert sorted(one.levels.values()) == sorted(gave)
        assert one.spread == (max(gave) - min(gave) if gave else 0)
    assert found.same == sum(len(one.levels) > 1 and one.spread == 0 for one in found.criteria)
    if len(levels) != LEAST:
        assert found.kappa is None


def test_kappa_of_two_by_hand() -> None:
    """Levels (1, 2), (3, 3): κ = 1 − Σ w·o ÷ Σ w·e.

    Observed: (1 + 0) ÷ 2 = 0.5. Expected over all pairs of margins {1, 3} and {2, 3}:
    (1 + 4 + 1 + 0) ÷ 4 = 1.5. κ = 1 − 0.5 ÷ 1.5 = 2/3.
    """
    found = agreed({"ann": {"ask": 1, "close": 3}, "ben": {"ask": 2, "close": 3}}, ["ask", "close"])
    assert found.kappa == pytest.approx(2 / 3)
    assert (found.same, [one.spread for one in found.criteria]) == (1, [1, 0])


def test_nothing_is_settled_before_it_is_over() -> None:
    with pytest.raises(Conflict):
        settle(ASSIGNMENT, "ask", 3, "Heard.", "manager", AT)
    over = ASSIGNMENT.end(AT)
    assert settle(over, "ask", 3, " Heard. ", "manager", AT).reason == "Heard."
    with pytest.raises(Conflict):
        over.end(AT)
