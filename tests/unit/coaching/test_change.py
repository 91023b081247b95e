"""Changes with their intervals: chance is not called progress."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.coaching.change import change, drift, estimate
from revrise.core.coaching.sitting import sittings
from revrise.core.people.competency import Observation

levels = st.lists(st.floats(1, 5), min_size=3, max_size=12)
AT = datetime(2026, 6, 1, tzinfo=UTC)


@given(levels, levels)
def test_a_change_lies_in_its_interval_and_turns_round_with_its_sides(
    before: list[float], after: list[float]
) -> None:
    there, back = change(before, after), change(after, before)
    assert there is not None
    assert back is not None
    assert there.low is not None
    assert there.high is not None
    assert there.low <= there.value + 1e-9
    assert there.value <= there.high + 1e-9
    assert there.value == pytest.approx(-back.value)
    assert there.low == pytest.approx(-(back.high or 0.0))


def test_welch_s_interval_is_that_of_the_textbook() -> None:
    """Means 2 and 4, variances 1, 3 a side: t(4 df) 2.776 × sqrt(2/3)."""
    found = change([1, 2, 3], [3, 4, 5])
    assert found is not None
    assert (found.value, found.n) == (2, 6)
    assert found.low == pytest.approx(2 - 2.7764451 * (2 / 3) ** 0.5)
    assert not found.sure


@pytest.mark.parametrize("sides", [([], [1.0]), ([1.0], [])])
def test_nothing_on_a_side_is_no_change(sides: tuple[list[float], list[float]]) -> None:
    assert change(*sides) is None


def test_few_values_have_no_interval_and_are_never_sure() -> None:
    found = change([1, 1], [5, 5])
    assert found is not None
    assert (found.value, found.low, found.sure) == (4, None, False)
    assert getattr(estimate([3.0]), "low", 0) is None
    assert estimate([]) is None
    assert drift([1.0]) is None


def test_a_steady_rise_is_sure() -> None:
    found = drift([1, 1, 1, 1, 4, 4, 4, 4])
    assert found is not None
    assert (found.value, found.sure) == (3, True)


def test_one_sitting_is_one_value_in_order_of_time() -> None:
    def seen(number: int, subject: str, level: float, day: int) -> Observation:
        at = AT + timedelta(days=day)
        return Observation(f"o{number}", "p", None, "c", level, at, subject, "a", f"k{number}")

    found = sittings([seen(1, "late", 5, 2), seen(2, "early", 1, 1), seen(3, "late", 4, 2)])
    assert [(one.subject_id, one.level) for one in found] == [("early", 1), ("late", 4.5)]
