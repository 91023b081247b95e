"""Logistic regression by dual coordinate descent, against what defines its minimum."""

from math import exp, isfinite

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from revrise.core.conversations.learned.regression import fit

WIDTH = 6
ROWS = st.lists(
    st.tuples(st.frozensets(st.integers(0, WIDTH - 1)).map(sorted), st.booleans()),
    min_size=1,
    max_size=25,
)


def slopes(fitted, rows, wanted, cost):
    """The gradient of ½‖w‖² + cost · Σ log(1 + exp(−m)), base first: zero at the minimum."""
    slope = [fitted.base, *fitted.weights]
    for row, one in zip(rows, wanted, strict=True):
        pull = cost * (1 / (1 + exp(-fitted.odds(row))) - one)
        for at in (0, *(1 + place for place in row)):
            slope[at] += pull
    return slope


@settings(deadline=None)
@given(ROWS, st.sampled_from([0.05, 0.3, 1.0]))
def test_at_the_weights_found_the_slope_is_nothing(drawn, cost):
    rows, wanted = [row for row, _ in drawn], [one for _, one in drawn]
    fitted = fit(rows, wanted, WIDTH, cost)
    assert all(map(isfinite, (fitted.base, *fitted.weights)))
    assert max(map(abs, slopes(fitted, rows, wanted, cost))) < 0.15 * cost + 0.01


def test_a_single_row_is_worked_out_by_hand():
    """One row, one sign, wanted: base = weight = w with w = cost · σ(−2w). For cost 1: 0.3485…"""
    fitted = fit([[0]], [True], 1, 1.0)
    assert fitted.base == pytest.approx(fitted.weights[0])
    assert fitted.base == pytest.approx(1 / (1 + exp(2 * fitted.base)), abs=1e-3)
    assert fitted.base == pytest.approx(0.3371, abs=2e-3)


def test_the_same_rows_give_the_same_weights():
    rows, wanted = [[0, 1], [1, 2], [2], []] * 9, [True, False, False, True] * 9
    assert fit(rows, wanted, 3, 0.3) == fit(rows, wanted, 3, 0.3)


@pytest.mark.parametrize("cost", [1e-3, 50.0])
def test_rows_that_can_be_told_apart_are_at_any_cost(cost):
    fitted = fit([[0], [1]] * 20, [True, False] * 20, 2, cost)
    assert fitted.odds([0]) > 0 > fitted.odds([1])
