"""What moved revenue on a page: figures within reach, computed once, of nobody in particular."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World

from revrise.core.content.asset import Asset, AssetUse
from revrise.core.deals.deal import Deal
from revrise.core.errors import NotFound, Refused
from revrise.services.attribution.service import Attribution
from revrise.services.rewards.service import Rewards
from revrise.services.snapshots.insight_page import InsightPages
from revrise.services.snapshots.service import Snapshots
from revrise.testing.doubles import FixedClock

CARD = "content: Card"


def closed(number: int) -> list[Any]:
    rep = f"n{number % 6 + 1}"
    won, at = number % 3 != 0, NOW - timedelta(days=number % 60 + 31)
    deal = Deal(
        id=f"d{number:03}",
        name=f"Deal {number}",
        stage="ClosedWon" if won else "ClosedLost",
        owner_id=rep,
        team_id="north",
        opened_at=at - timedelta(days=30),
        closed_at=at,
        outcome="won" if won else "lost",
    )
    used = AssetUse(f"u{number}", "card", rep, "north", "shared", at - timedelta(days=3), deal.id)
    return [deal, used] if number // 6 % 2 else [deal]


@pytest.fixture
def pages(world: World, catalogue: Any) -> InsightPages:
    world.put(Asset("card", "battlecard", "Card", "enb", state="published"))
    world.put(*(thing for number in range(120) for thing in closed(number)))
    attribution = Attribution(world.desk, catalogue)
    kept = Snapshots(world.desk, Rewards(world.desk, catalogue), attribution)
    return InsightPages(world.desk, attribution, kept)


def test_figures_reach_as_far_as_the_deals(world: World, pages: InsightPages) -> None:
    assert pages.told(world.by("manager")).insight.deals == 120
    assert pages.told(world.by("n1")).insight.deals == 20
    assert pages.told(world.by("s1")).insight.deals == 0


def test_enablement_sees_figures_over_all_deals_and_no_deal(
    world: World, pages: InsightPages
) -> None:
    told = pages.told(world.by("enb"))
    assert told.insight.deals == 120
    assert CARD in {one.behaviour for one in told.insight.associations}
    with pytest.raises(Refused):
        world.desk.scope(world.by("enb"), "deal")
    with pytest.raises(Refused):
        pages.told(world.by("admin"))


def test_what_was_computed_is_there_at_once_until_it_is_old(
    world: World, pages: InsightPages
) -> None:
    by = world.by("manager")
    assert pages.ready(by) is None
    told = pages.told(by)
    assert pages.ready(by) == told
    assert pages.ready(world.by("n1")) is None
    later = FixedClock(NOW + timedelta(minutes=16))
    assert evolve(pages, desk=evolve(pages.desk, clock=later)).ready(by) is None


def test_a_behaviour_is_compared_with_and_without(world: World, pages: InsightPages) -> None:
    found = pages.comparison(CARD, world.by("enb"))
    assert sum(one.n for one in (*found.having, *found.without)) == 120
    assert {one.label for one in found.having} == {"2026 Q2"}
    with pytest.raises(NotFound):
        pages.comparison("content: Secret", world.by("enb"))


def test_credit_adds_up_by_every_rule(world: World, pages: InsightPages) -> None:
    _, found = pages.credit(world.by("manager"))
    assert set(found["models"]) >= {"first", "last", "linear", "shapley", "markov"}
    for shares in found["models"].values():
        assert sum(one.share for one in shares) == pytest.approx(1)


def test_who_sees_no_deal_is_told_nothing_of_few_people(world: World, catalogue: Any) -> None:
    """Not of the month that runs, of what few of them used, nor of a quarter few of them closed."""
    world.put(Asset("card", "battlecard", "Card", "enb", state="published"))
    world.put(Asset("rare", "battlecard", "Rare", "enb", state="published"))
    world.put(*(thing for number in range(120) for thing in closed(number)))
    attribution, enb = Attribution(world.desk, catalogue), world.by("enb")
    before = attribution.insight(enb), attribution.credit(enb)
    late, used = closed(6)[0], closed(7)[1]
    world.put(evolve(late, id="late", closed_at=NOW - timedelta(days=1)))
    assert (attribution.insight(enb), attribution.credit(enb)) == before
    for number in (6, 12, 18):
        world.put(evolve(used, id=f"rare{number}", asset_id="rare", deal_id=f"d{number:03}"))
    assert "content: Rare" not in {one.behaviour for one in attribution.insight(enb).associations}
    shares = attribution.credit(enb)["models"]
    assert all("content: Rare" not in share for share in shares.values())
    told = attribution.insight(world.by("manager"))
    assert told.deals == 121
    assert "content: Rare" in {one.behaviour for one in told.associations}
