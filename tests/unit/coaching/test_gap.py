"""A gap is measured over calls and role-plays, or said to be unknown."""

from datetime import UTC, datetime, timedelta
from math import sqrt
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.coaching.gap import ENOUGH, RECENT, Gap, gap, widest
from revrise.core.people.competency import Competency, Observation

CLOSING = Competency("closing", "Closing", "成交推进", target=3.5)
MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def seen(call, level, criterion="next-step", minutes=0):
    """A level seen in the `call`-th call."""
    at = MONDAY + timedelta(days=call, minutes=minutes)
    name = f"{call:03}-{criterion}"
    return Observation(name, "rep", None, "closing", level, at, f"call{call}", "score", criterion)


levels = st.lists(st.integers(1, 5), min_size=ENOUGH, max_size=RECENT)


@given(levels, st.randoms())
def test_the_order_in_which_observations_come_says_nothing(values, chance):
    rows = [seen(call, level) for call, level in enumerate(values)]
    shuffled = rows.copy()
    chance.shuffle(shuffled)
    assert gap("rep", CLOSING, shuffled) == gap("rep", CLOSING, rows)


@given(levels)
def test_the_level_is_the_mean_over_calls(values):
    found = gap("rep", CLOSING, [seen(call, level) for call, level in enumerate(values)])
    assert found.n == len(values)
    assert found.current == pytest.approx(fmean(values), abs=0.005)
    assert found.size == pytest.approx(CLOSING.target - fmean(values), abs=0.011)
    assert found.reason is None


@given(levels, st.integers(2, 5))
def test_more_criteria_in_a_call_do_not_make_it_count_more(values, times):
    once = gap("rep", CLOSING, [seen(call, level) for call, level in enumerate(values)])
    rows = [
        seen(call, level, f"criterion{n}", minutes=n)
        for call, level in enumerate(values)
        for n in range(times)
    ]
    often = gap("rep", CLOSING, rows)
    assert (often.n, often.current, often.margin, often.trend) == (
        once.n,
        once.current,
        once.margin,
        once.trend,
    )


@pytest.mark.parametrize("calls", range(ENOUGH))
def test_too_few_calls_give_no_level_but_the_reason(calls):
    rows = [seen(call, 1.0, f"criterion{n}") for call in range(calls) for n in range(9)]
    found = gap("rep", CLOSING, rows)
    assert (found.current, found.margin, found.trend, found.size) == (None,) * 4
    assert found.reason == f"too_few: {calls} of {ENOUGH} calls or role-plays"
    assert len(found.evidence) == len(rows)


def test_only_the_newest_count():
    rows = [seen(call, 1) for call in range(40)] + [seen(40 + call, 5) for call in range(RECENT)]
    found = gap("rep", CLOSING, rows)
    assert (found.current, found.n, len(found.evidence)) == (5.0, RECENT, RECENT)


@pytest.mark.parametrize(("n", "t"), [(3, 4.3027), (4, 3.1824), (12, 2.2010)])
def test_the_margin_is_that_of_student_for_as_many_calls(n, t):
    values = [2 + call % 3 for call in range(n)]
    found = gap("rep", CLOSING, [seen(call, level) for call, level in enumerate(values)])
    assert found.margin == pytest.approx(t * stdev(values) / sqrt(n), abs=0.006)


@pytest.mark.parametrize(
    ("values", "trend"),
    [([1, 1, 3, 3], 2.0), ([3, 3, 1, 1], -2.0), ([1, 5, 2], 1.0), ([2, 2, 2], 0.0)],
)
def test_the_trend_is_the_newer_half_less_the_older(values, trend):
    rows = [seen(call, level) for call, level in enumerate(values)]
    assert gap("rep", CLOSING, rows).trend == trend


def test_the_lowest_and_newest_evidence_comes_first():
    rows = [seen(0, 2), seen(1, 4), seen(2, 2), seen(3, 1)]
    assert [one.subject_id for one in gap("rep", CLOSING, rows).evidence] == [
        "call3",
        "call2",
        "call0",
        "call1",
    ]


def known(person, current):
    """A gap of a person at a level, None for unknown."""
    return Gap(person, "closing", 3.5, current, 0.2, 0.0, 5, ())


def test_the_widest_gap_below_target_comes_first_and_the_unknown_nowhere():
    gaps = [known("a", 3.0), known("b", 1.0), known("c", None), known("d", 3.5), known("e", 4.5)]
    assert [one.person_id for one in widest([*gaps, known("aa", 3.0)])] == ["b", "a", "aa"]
