"""Shares with intervals: with and without, or from little to much; never of a few deals."""

from hypothesis import given
from hypothesis import strategies as st

from revrise.core.attribution.comparison import Decided, compare, wilson


def test_a_thing_done_or_not_is_compared_by_quarter() -> None:
    deals = [Decided(f"2026 Q{1 + n % 2}", n % 3 == 0, float(n % 4 < 2)) for n in range(80)]
    found = compare(deals)
    assert [one.label for one in found.having] == ["2026 Q1", "2026 Q2"]
    assert sum(one.n for one in found.having) == sum(one.n for one in found.without) == 40


def test_a_size_is_compared_in_four_equal_groups_in_order() -> None:
    found = compare(Decided("2026 Q1", n >= 60, n / 10) for n in range(80))
    assert [(one.n, one.won) for one in found.having] == [(20, 0), (20, 0), (20, 0), (20, 20)]
    assert found.without == ()


def test_fewer_than_five_deals_are_not_shown() -> None:
    assert compare([Decided("2026 Q1", True, 1.0)] * 4).having == ()
    assert len(compare([Decided("2026 Q1", True, 1.0)] * 5).having) == 1


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_within_nought_and_one(pair: tuple[int, int]) -> None:
    won, n = pair
    low, high = wilson(won, n)
    assert 0 <= low <= won / n + 1e-12
    assert won / n - 1e-12 <= high <= 1
