"""Who is dead is found without clocks; who waits does not wait longer for a stepped one."""

from datetime import timedelta

from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st

from revrise.adapters.jobs.lease import Watch
from revrise.adapters.jobs.steady import SteadyClock
from revrise.testing.doubles import FixedClock

LEASE = 10.0


@frozen
class Pulse:
    id: str = "w"
    boot: str = "b"
    beats: int = 0


def test_a_worker_is_dead_when_its_beats_stand_still_for_a_lease():
    watch = Watch(LEASE)
    looks = [(at, list(watch.lapsed([Pulse()], at))) for at in (0.0, 5.0, 10.0, 15.0)]
    assert looks == [(0.0, []), (5.0, []), (10.0, []), (15.0, ["w"])]


def test_a_beat_or_another_process_starts_the_lease_anew():
    for change in ({"beats": 1}, {"boot": "c"}):
        watch = Watch(LEASE)
        for at in (0.0, 4.0, 8.0):
            watch.lapsed([Pulse()], at)
        assert watch.lapsed([evolve(Pulse(), **change)], 12.0) == []
        assert watch.lapsed([evolve(Pulse(), **change)], 20.0) == []


def test_an_observer_that_was_stopped_itself_looks_again_before_it_judges():
    watch = Watch(LEASE)
    watch.lapsed([Pulse()], 0.0)
    assert watch.lapsed([Pulse()], 3_600.0) == []
    assert watch.lapsed([Pulse(beats=1)], 3_605.0) == []


def test_who_left_is_forgotten():
    watch = Watch(LEASE)
    for at in (0.0, 6.0, 9.0):
        watch.lapsed([Pulse()], at)
    watch.lapsed([], 12.0)
    assert watch.lapsed([Pulse()], 15.0) == []


@given(st.lists(st.floats(0.1, 4.9), min_size=3, max_size=40))
def test_who_beats_between_looks_never_dies(pauses):
    watch, at = Watch(LEASE), 0.0
    for beats, pause in enumerate(pauses):
        at += pause
        assert watch.lapsed([Pulse(beats=beats)], at) == []


def test_a_waiting_job_does_not_see_the_clock_stepped():
    wall = FixedClock()
    steady = SteadyClock(wall)
    before = steady.now()
    for hours in (1, -2):
        wall.advance(timedelta(hours=hours))
        assert timedelta(0) <= steady.now() - before < timedelta(seconds=5)
