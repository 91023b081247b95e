"""The pipeline: figures of the deals in reach, and moving one."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World

from revrise.core.deals.account import Account
from revrise.core.deals.deal import Deal
from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.governance.rule_text import parse
from revrise.core.money import Money
from revrise.ports.query import Query
from revrise.services.pipeline import AdvanceDeal, Pipeline


def a_deal(name: str, rep: str = "n1", team: str | None = "north", **fields: Any) -> Deal:
    usual = {"stage": "Discovery", "account_id": "acc", "opened_at": NOW - timedelta(days=9)}
    return Deal(name, name, owner_id=rep, team_id=team, **{**usual, **fields})


DEALS = (
    a_deal("open", value=Money.of(100, "USD"), product="Pro", external_id="CRM-1"),
    a_deal("won", stage="ClosedWon", outcome="won", value=Money.of("250.50", "USD"), product="Pro"),
    a_deal("euro", stage="ClosedWon", outcome="won", value=Money.of(70, "EUR"), product="Lite"),
    a_deal("yen", stage="ClosedWon", outcome="won", value=Money.of(9_000, "JPY")),
    a_deal("lost", stage="ClosedLost", outcome="lost", value=None),
    a_deal("colleague", "n2", value=Money.of(1, "USD")),
    a_deal("south", "s1", "south", value=Money.of(2, "USD")),
    a_deal("nobody", None, None, value=Money.of(4, "USD")),  # type: ignore[arg-type]
)


@pytest.fixture
def pipeline(world: World, catalogue: Any) -> Pipeline:
    world.put(Account("acc", "Acme"), *DEALS)
    return Pipeline(world.desk, catalogue)


def test_currencies_stand_apart_in_the_report(world: World, pipeline: Pipeline) -> None:
    report = pipeline.report(world.by("n1"))
    assert {name: report[name] for name in ("deals", "open", "won", "lost")} == {
        "deals": 5, "open": 1, "won": 3, "lost": 1
    }  # fmt: skip
    assert (report["won_value"], report["open_value"]) == (250.5, 100)
    assert report["other_currencies"] == {"EUR": {"won_value": 70}, "JPY": {"won_value": 9_000}}
    assert report["win_rate"] == 0.75


def test_every_cut_adds_up_to_the_whole(world: World, pipeline: Pipeline) -> None:
    report = pipeline.report(world.by(None))
    assert report["deals"] == len(DEALS)
    for cut in ("team", "product", "stage"):
        lines = report["by"][cut]
        for name in ("deals", "open", "won", "lost", "won_value", "open_value"):
            assert sum(line[name] for line in lines) == report[name]
    assert {line["team"] for line in report["by"]["team"]} == {"North", "South", None}


@pytest.mark.parametrize(
    ("person", "deals"), [("n1", 5), ("n2", 1), ("s1", 1), ("s2", 0), ("manager", 6), ("coach", 7)]
)
def test_a_report_reaches_as_far_as_the_policy(
    world: World, pipeline: Pipeline, person: str, deals: int
) -> None:
    report = pipeline.report(world.by(person))
    assert report["deals"] == len(pipeline.deals(world.by(person))) == deals
    if not deals:
        assert (report["win_rate"], report["by"]["stage"]) == (None, [])


@pytest.mark.parametrize("person", ["admin", "enb"])
def test_who_has_no_deals_to_see_is_refused(world: World, pipeline: Pipeline, person: str) -> None:
    with pytest.raises(Refused):
        pipeline.report(world.by(person))


def test_deals_are_asked_for_by_a_rule_within_reach(world: World, pipeline: Pipeline) -> None:
    asked = Query(parse("owner_id == 's1' or value > 9000"), (("name", False),))
    assert [row["id"] for row in pipeline.deals(world.by("n1"), asked)] == ["open", "won"]


def test_a_deal_is_found_by_its_crm_id_and_hidden_like_missing(
    world: World, pipeline: Pipeline
) -> None:
    assert pipeline.find("CRM-1", world.by("n1")) == "open"
    said = []
    for name in ("south", "CRM-1", "nowhere"):
        with pytest.raises(NotFound) as caught:
            pipeline.find(name, world.by("n2"))
        said.append(str(caught.value).replace(name, "it"))
    assert len(set(said)) == 1


def test_a_refusal_names_what_is_unmet_and_changes_nothing(
    world: World, pipeline: Pipeline
) -> None:
    before = world.audited
    with pytest.raises(Refused, match="pain confirmed by the buyer"):
        pipeline.advance(AdvanceDeal("open", "Proposal"), world.by("n1"))
    with pytest.raises(Refused, match="cannot move from Discovery to ClosedWon"):
        pipeline.advance(AdvanceDeal("open", "ClosedWon"), world.by("n1"))
    with pytest.raises(NotFound, match="Dreaming"):
        pipeline.advance(AdvanceDeal("open", "Dreaming"), world.by("n1"))
    assert world.audited == before
    assert next(one for one in world.all(Deal) if one.id == "open") == DEALS[0]


def test_a_deal_is_won_step_by_step_with_evidence(world: World, pipeline: Pipeline) -> None:
    by, before = world.by("n1"), len(world.audited)
    pipeline.advance(AdvanceDeal("open", "Proposal", ("pain",)), by)
    pipeline.advance(AdvanceDeal("open", "Closing", ("economic_buyer", "pain")), by)
    won = pipeline.advance(AdvanceDeal("open", "ClosedWon"), by)
    assert (won.outcome, won.closed_at, won.version) == ("won", NOW, 4)
    assert won.evidence == ("pain", "economic_buyer")
    assert [one.stage for one in won.history] == ["Proposal", "Closing", "ClosedWon"]
    assert {one.by for one in won.history} == {"n1"}
    assert world.audited[before:] == ["deal.advanced"] * 3
    names = [event.name for _, event in world.desk.store.outbox(by.tenant_id)]
    assert names[-4:] == ["deal.advanced"] * 3 + ["deal.won"]
    assert pipeline.report(by)["won_value"] == 350.5


def test_a_loss_asks_for_its_reason_and_skips_what_a_win_needs(
    world: World, pipeline: Pipeline
) -> None:
    by = world.by("n1")
    with pytest.raises(Refused, match="reason for the loss"):
        pipeline.advance(AdvanceDeal("open", "ClosedLost"), by)
    lost = pipeline.advance(AdvanceDeal("open", "ClosedLost", lost_reason="price"), by)
    assert (lost.outcome, lost.lost_reason) == ("lost", "price")


def test_who_moves_whose_deals(world: World, pipeline: Pipeline) -> None:
    command = AdvanceDeal("colleague", "ClosedLost", lost_reason="silence")
    said = []
    for deal in ("colleague", "nowhere"):
        with pytest.raises(NotFound) as caught:
            pipeline.advance(evolve(command, deal_id=deal), world.by("n1"))
        said.append(str(caught.value).replace(deal, "it"))
    assert len(set(said)) == 1
    with pytest.raises(Refused):
        pipeline.advance(command, world.by("coach"))
    assert pipeline.advance(command, world.by("manager")).outcome == "lost"


def test_of_two_who_move_one_deal_the_second_is_told(world: World, pipeline: Pipeline) -> None:
    by = world.by("n1")
    scope = world.desk.scope(by, "deal", "update")
    mine = evolve(DEALS[0], next_step="call", version=2)
    pipeline.advance(AdvanceDeal("open", "Proposal", ("pain",)), by)
    with world.desk.store.begin(by) as work:
        with pytest.raises(Conflict):
            work.of(Deal).save(mine, scope, expected=1)
        work.record("deal.looked_at", mine.id)
    assert next(one for one in world.all(Deal) if one.id == "open").stage == "Proposal"
