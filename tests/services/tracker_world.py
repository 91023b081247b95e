"""Calls that trackers go through: two of n1, the second without everybody's consent, one of s1."""

import pytest
from tests.services.conftest import NOW, TENANT, World, in_a_store
from tests.services.test_call_pages_service import agreed, call
from tests.services.test_trackers_service import PRICE

from revrise.adapters.memory.store import MemoryStore
from revrise.services.trackers.again import Listening
from revrise.services.trackers.service import SetTrackers, Trackers
from revrise.testing.doubles import FixedClock, SequentialIds

COST = PRICE.replace('["expensive", "cost"]', '["cost"]')


@pytest.fixture
def past(world: World) -> Listening:
    """Two calls of n1, the second without everybody's consent, and one of s1."""
    fill(world)
    return Listening(world.desk, TENANT)


def fill(world: World) -> None:
    world.put(*call(1), *call(2), *call(1, "s1"))
    world.put(*agreed("call-n1-01", "n1", "A", "B"), *agreed("call-n1-02", "n1", "A"))
    world.put(*agreed("call-s1-01", "s1", "A", "B"))


def sets(world: World, text: str) -> int:
    trackers, eve = Trackers(world.desk), world.by("enb")
    return trackers.set(SetTrackers(text, trackers.show(eve).number), eve)


def in_memory() -> World:
    clock, ids = FixedClock(NOW), SequentialIds()
    world = in_a_store(MemoryStore(clock, ids), clock, ids)
    fill(world)
    return world
