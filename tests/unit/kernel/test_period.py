"""Periods are half-open and in UTC."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.errors import Invalid
from revrise.core.period import Period, utc

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
YEARS = timedelta(days=20_000)
moments = st.timedeltas(-YEARS, YEARS).map(lambda after: NOON + after)
NAIVE = NOON.replace(tzinfo=None)
SHANGHAI = timezone(timedelta(hours=8))


@given(moments, moments, moments)
def test_a_period_holds_its_start_and_not_its_end(a, b, other):
    start, end = sorted((a, b))
    if start == end:
        return
    period = Period(start, end)
    assert start in period
    assert end not in period
    assert (other in period) == (start <= other < end)


@given(moments)
def test_an_open_end_reaches_for_ever(moment):
    assert moment in Period()
    assert moment in Period(start=moment)
    assert moment not in Period(end=moment)


@given(moments)
def test_every_moment_lies_in_exactly_one_quarter_of_its_year(moment):
    quarters = [Period.quarter(moment.year, number) for number in range(1, 5)]
    assert [moment in quarter for quarter in quarters].index(True) == (moment.month - 1) // 3
    assert sum(moment in quarter for quarter in quarters) == 1


@given(st.integers(1, 9_000))
def test_quarters_follow_one_another_without_a_gap(year):
    quarters = [Period.quarter(year, n) for n in range(1, 5)] + [Period.quarter(year + 1, 1)]
    for one, following in pairwise(quarters):
        assert one.end == following.start
    assert quarters[0].start == datetime(year, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("number", [0, 5, -1])
def test_there_are_four_quarters(number):
    with pytest.raises(Invalid, match="no quarter"):
        Period.quarter(2026, number)


@pytest.mark.parametrize("end", [NOON, NOON - timedelta(seconds=1)])
def test_a_period_that_holds_no_moment_is_refused(end):
    with pytest.raises(Invalid, match="ends"):
        Period(NOON, end)


@pytest.mark.parametrize("ends", [(NAIVE, None), (None, NAIVE), (NAIVE, NOON)])
def test_an_end_without_a_zone_is_refused(ends):
    with pytest.raises(Invalid, match="no time zone"):
        Period(*ends)


def test_any_zone_is_kept_as_utc():
    assert utc(NOON.astimezone(SHANGHAI)) == NOON
    assert utc(NOON.astimezone(SHANGHAI)).tzinfo is UTC
    assert Period(NOON.astimezone(SHANGHAI)) == Period(NOON)
    assert Period(NOON.astimezone(SHANGHAI)).start.tzinfo is UTC
