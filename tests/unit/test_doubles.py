"""The doubles of the kit are real, small and repeatable."""

from datetime import UTC, datetime, timedelta

import pytest

from revrise.core.errors import Invalid, Refused
from revrise.core.events import Event
from revrise.testing import FixedClock, RecordingBus, RecordingTools, SequentialIds


def test_the_clock_stands_still_until_told():
    clock = FixedClock()
    before = clock.now()
    assert clock.now() == before
    clock.advance(timedelta(days=1))
    assert clock.now() - before == timedelta(days=1)


def test_the_clock_keeps_utc():
    with pytest.raises(Invalid):
        FixedClock(datetime(2026, 1, 1))  # noqa: DTZ001


def test_ids_ascend_and_are_the_same_in_every_run():
    first, second = SequentialIds(), SequentialIds()
    made = [first.new("deal") for _ in range(300)]
    assert made == sorted(set(made))
    assert made == [second.new("deal") for _ in range(300)]
    assert all(len(one) == len("deal_") + 32 for one in made)


def test_the_bus_remembers_events_in_order():
    bus = RecordingBus()
    for name in ("deal.won", "deal.lost"):
        bus.emit(Event(name, "d", datetime(2026, 1, 1, tzinfo=UTC), "p"))
    assert bus.names == ["deal.won", "deal.lost"]


def test_tools_give_the_given_secrets_only():
    tools = RecordingTools(secrets={"token": "x"})
    tools.log("asked", n=1)
    assert (tools.secret("token"), tools.lines) == ("x", [("asked", {"n": 1})])
    with pytest.raises(Refused):
        tools.secret("other")
