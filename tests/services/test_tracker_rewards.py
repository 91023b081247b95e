"""Points for what trackers heard: to rules that name them, once, and back with the ground."""

from types import SimpleNamespace
from typing import Any

import pytest
from tests.services.conftest import TENANT, World
from tests.services.test_trackers_service import PRICE, SILENT
from tests.services.tracker_world import past, sets

from revrise.core.bilingual import Bilingual
from revrise.core.conversations.tracker_hit import TrackerHit
from revrise.core.rewards.facts import Facts
from revrise.core.rewards.rule import RewardRuleDefinition, granted
from revrise.services.calls.cascade import Cascade
from revrise.services.rewards.service import Rewards
from revrise.services.trackers.again import Listening

__all__ = ["past"]


class Heard:
    """Ten points for each call in which the price was named."""

    def __init__(self, *trackers: str) -> None:
        title = Bilingual("Price named", "提到价格")
        self.definition = RewardRuleDefinition("price", title, title, 10, trackers=trackers)

    def decide(self, facts: Facts) -> Any:
        reason = Bilingual("The price was named.", "提到了价格。")
        return [granted(self.definition, one, reason) for one in facts.heard("price")]


@pytest.fixture
def rules() -> list[Any]:
    return [Heard("price")]


@pytest.fixture
def rewards(world: World, past: Listening, rules: list[Any]) -> Rewards:
    sets(world, PRICE + SILENT)
    past.everything()
    return Rewards(world.desk, SimpleNamespace(reward_rules=lambda: rules))


def test_a_rule_that_names_a_tracker_grants_once_a_call(world: World, rewards: Rewards) -> None:
    assert rewards.settle(TENANT) == 2
    assert rewards.settle(TENANT) == 0
    assert rewards.run(world.by(None), dry=True).points == 0


def test_a_rule_that_names_none_is_shown_none(
    world: World, rewards: Rewards, rules: list[Any]
) -> None:
    rules[0] = Heard()
    assert rewards.settle(TENANT) == 0


def test_points_stay_when_no_rule_looks_any_more_and_go_with_the_ground(
    world: World, rewards: Rewards, rules: list[Any]
) -> None:
    rewards.settle(TENANT)
    rules[0] = Heard()
    assert rewards.settle(TENANT) == 0
    with world.desk.store.begin(world.by(None)) as work:
        Cascade(world.desk, TENANT).later(work, "call-n1-01")
        work.record("test.withdrawn", "call-n1-01")
    assert {one.call_id for one in world.all(TrackerHit)} == {"call-s1-01"}
    assert rewards.settle(TENANT) == 1
    assert rewards.settle(TENANT) == 0
