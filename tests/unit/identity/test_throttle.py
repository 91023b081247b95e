"""Failures close the door for longer and longer, and are forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from revrise.core.identity.throttle import FREE_BY_NAME, Locked, Throttle, throttle_id

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)


def failing(times: int, at: datetime = NOW) -> Throttle:
    throttle = Throttle("thr")
    for _ in range(times):
        throttle = throttle.failed(at, FREE_BY_NAME)
    return throttle


def test_a_few_failures_are_free() -> None:
    failing(FREE_BY_NAME - 1).check(NOW)


def test_the_wait_doubles_up_to_a_quarter_of_an_hour() -> None:
    waits = []
    for extra in range(12):
        with pytest.raises(Locked) as caught:
            failing(FREE_BY_NAME + extra).check(NOW)
        waits.append(caught.value.wait_s)
    assert waits[:4] == [15, 30, 60, 120]
    assert waits[-1] == 900


def test_what_a_clock_ahead_of_its_time_closed_is_open_when_that_is_set_back() -> None:
    """It was closed until then: for days, or years."""
    closed = failing(FREE_BY_NAME + 9, NOW + timedelta(days=9))
    closed.check(NOW)
    assert closed.failed(NOW, FREE_BY_NAME).failures == 1


def test_it_opens_by_itself_and_an_hour_later_all_is_forgotten() -> None:
    closed = failing(FREE_BY_NAME)
    closed.check(NOW + timedelta(seconds=15))
    assert closed.failed(NOW + timedelta(hours=2), FREE_BY_NAME).failures == 1


def test_a_log_in_that_worked_clears_it() -> None:
    cleared = failing(FREE_BY_NAME + 3).cleared()
    cleared.check(NOW)
    assert cleared.failures == 0


def test_name_and_address_are_kept_as_hashes_only() -> None:
    for kind in ("name", "address"):
        assert "10.0.0.1" not in throttle_id(kind, "10.0.0.1")
    assert throttle_id("name", "x") != throttle_id("address", "x")


@given(st.lists(st.integers(0, 7_200), max_size=30))
def test_an_attacker_gets_few_tries_whatever_the_rhythm(gaps: list[int]) -> None:
    """In any hour at most the free ones and one per wait."""
    throttle, at, tries = Throttle("thr"), NOW, []
    for gap in gaps:
        at += timedelta(seconds=gap)
        try:
            throttle.check(at)
        except Locked:
            continue
        tries.append(at)
        throttle = throttle.failed(at, FREE_BY_NAME)
    for start in tries:
        within = [one for one in tries if start <= one < start + timedelta(hours=1)]
        assert len(within) <= FREE_BY_NAME + 6 + 4 + FREE_BY_NAME
