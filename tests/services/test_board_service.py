"""The board: columns that add up within reach, cards that say what blocks them, safe changes."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World

from revrise.core.deals.account import Account
from revrise.core.deals.account import Card as ContactCard
from revrise.core.deals.deal import Deal, StageChange
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.money import Money
from revrise.services.pipeline import AddDeal, AdvanceDeal, ChangeDeal, Pipeline
from revrise.services.pipeline.board import Board
from revrise.services.pipeline.deal_page import DealPages
from revrise.services.pipeline.views import Filters


def a_deal(name: str, stage: str = "Discovery", days: int = 5, **fields: Any) -> Deal:
    usual = {"owner_id": "n1", "team_id": "north", "account_id": "acc", "product": "Pro"}
    return Deal(
        id=name,
        name=name,
        stage=stage,
        history=(StageChange(stage, NOW - timedelta(days=days), "n1"),),
        **{**usual, **fields},
    )


def usd(amount: int) -> Money:
    return Money.of(amount, "USD")


DEALS = (
    a_deal("lead", "LeadIn", 14, value=usd(100)),
    a_deal("late", "LeadIn", 15, value=usd(50), next_step="Call", next_step_at=NOW),
    a_deal("found", value=usd(200), next_step="Meet", next_step_at=NOW - timedelta(hours=1)),
    a_deal("proven", days=31, value=usd(300), evidence=("pain",), product="Lite"),
    a_deal("yen", "Closing", value=Money.of(9_000, "JPY")),
    a_deal("unpriced", "Proposal", account_id=None),
    a_deal("other", owner_id="n2", value=usd(1_000)),
    a_deal("south", owner_id="s1", team_id="south", value=usd(5_000)),
    a_deal("won", "ClosedWon", outcome="won", closed_at=NOW, value=usd(70)),
    a_deal("lost", "ClosedLost", outcome="lost", closed_at=NOW - timedelta(days=100)),
)


@pytest.fixture
def board(world: World, catalogue: Any) -> Board:
    world.put(
        Account("acc", "Acme"), ContactCard("c1", "Buyer", "+1", "b@x.example", "acc"), *DEALS
    )
    return Board(world.desk, catalogue)


@pytest.fixture
def pipeline(world: World, board: Board, catalogue: Any) -> Pipeline:
    return Pipeline(world.desk, catalogue)


@pytest.mark.parametrize(
    ("person", "count"), [("n1", 6), ("n2", 1), ("s2", 0), ("manager", 7), ("coach", 8), (None, 8)]
)
def test_columns_add_up_to_the_title_within_reach(
    world: World, board: Board, person: str | None, count: int
) -> None:
    view = board.view(world.by(person))
    assert view.count == count == sum(column.count for column in view.columns)
    total: dict[str, int] = {}
    for column in view.columns:
        assert column.count == len(column.cards)
        for one in column.sums:
            total[one.currency] = total.get(one.currency, 0) + one.minor
    assert total == {one.currency: one.minor for one in view.sums}


def test_figures_count_what_is_over_late_or_without_a_step(world: World, board: Board) -> None:
    view = board.view(world.by("n1"))
    assert (view.over, view.stepless, view.late) == (2, 4, 1)
    assert [card.id for column in view.columns for card in column.cards if card.over] == [
        "late", "proven",
    ]  # fmt: skip
    assert view.sums == (usd(650), Money.of(9_000, "JPY"))
    assert view.weighted == (Money(8_250, "USD"), Money(6_750, "JPY"))
    assert (view.won.count, view.won.sums, view.lost.count) == (1, (usd(70),), 0)


def test_a_card_names_what_its_next_move_lacks(world: World, board: Board) -> None:
    cards = {c.id: c for column in board.view(world.by("n1")).columns for c in column.cards}
    assert [one.id for one in cards["found"].unmet] == ["pain"]
    assert cards["proven"].unmet == ()
    assert [(one.to.id, one.way, one.ready) for one in cards["proven"].moves] == [
        ("TechnicalDemo", "on", True),
        ("Proposal", "on", True),
        ("ClosedLost", "lost", False),
    ]
    assert (cards["found"].account, cards["found"].owner, cards["found"].days) == (
        "Acme",
        "Nora 1",
        5,
    )


def test_filters_narrow_every_figure_and_offer_only_what_is_in_reach(
    world: World, board: Board
) -> None:
    view = board.view(world.by("manager"), Filters(owner="n1", product="Lite"))
    assert (view.count, view.sums) == (1, (usd(300),))
    assert dict(view.owners) == {"n1": "Nora 1", "n2": "Nora 2"}
    assert view.products == ("Lite", "Pro")
    assert board.view(world.by("manager"), Filters(owner="s1")).count == 0


def test_more_cards_continue_behind_the_last(world: World, board: Board) -> None:
    by, seen = world.by(None), []
    column = next(c for c in board.view(by, cards=1).columns if c.state.id == "Discovery")
    while True:
        seen += [card.id for card in column.cards]
        if column.after is None:
            break
        column = board.more("Discovery", column.after, by, limit=2)
        assert column.count == 4
    assert sorted(seen) == ["found", "other", "proven", "south"]
    rows, after = board.table(by, limit=3)
    rest, end = board.table(by, after=after, limit=50)
    assert (len(rows), len(rest), end) == (3, 5, None)


def test_a_coach_sees_cards_and_moves_none(world: World, board: Board) -> None:
    view = board.view(world.by("coach"))
    assert not any(card.may_move for column in view.columns for card in column.cards)
    assert all(card.may_move for c in board.view(world.by("n1")).columns for card in c.cards)


@pytest.mark.parametrize("person", ["admin", "enb"])
def test_who_may_not_read_deals_is_refused(world: World, board: Board, person: str) -> None:
    with pytest.raises(Refused):
        board.view(world.by(person))
    with pytest.raises(NotFound):
        board.card("south", world.by("n1"))


def test_a_second_click_moves_nothing_and_a_stale_one_is_a_conflict(
    world: World, pipeline: Pipeline
) -> None:
    move = AdvanceDeal("proven", "Proposal", expected=1)
    first, before = pipeline.advance(move, world.by("n1")), len(world.audited)
    assert pipeline.advance(move, world.by("n1")) == first
    assert len(world.audited) == before
    with pytest.raises(Conflict, match="somebody else"):
        pipeline.advance(AdvanceDeal("proven", "Closing", expected=1), world.by("manager"))


def test_a_move_fills_in_what_it_lacks(world: World, pipeline: Pipeline) -> None:
    by = world.by("n1")
    with pytest.raises(Refused, match="pain confirmed"):
        pipeline.advance(AdvanceDeal("found", "Proposal"), by)
    moved = pipeline.advance(
        AdvanceDeal("found", "Proposal", ("pain",), changes={"value": usd(9)}), by
    )
    assert (moved.stage, moved.value, moved.entered_at) == ("Proposal", usd(9), NOW)
    back = pipeline.advance(AdvanceDeal("found", "TechnicalDemo", expected=2), by)
    assert [one.stage for one in back.history][-2:] == ["Proposal", "TechnicalDemo"]


def test_changing_a_deal_is_audited_once_and_tells_who_was_first(
    world: World, pipeline: Pipeline, catalogue: Any
) -> None:
    change = ChangeDeal("found", {"next_step": "Send offer"}, expected=1)
    changed, before = pipeline.change(change, world.by("manager")), len(world.audited)
    assert (changed.next_step, changed.version) == ("Send offer", 2)
    assert pipeline.change(change, world.by("manager")) == changed
    assert len(world.audited) == before
    with pytest.raises(Conflict):
        pipeline.change(ChangeDeal("found", {"product": "Max"}, expected=1), world.by("n1"))
    last = DealPages(world.desk, catalogue).last_change("found", world.by("n1"))
    assert last is not None
    assert (last.by, last.fields) == ("Max", ("next_step",))
    for fields in ({"stage": "ClosedWon"}, {"name": "x" * 501}):
        with pytest.raises(Invalid):
            ChangeDeal("found", fields)
    with pytest.raises(NotFound):
        pipeline.change(ChangeDeal("found", {"account_id": "nowhere"}), world.by("n1"))


def test_a_deal_is_opened_once_however_often_the_form_is_sent(
    world: World, pipeline: Pipeline
) -> None:
    by = world.by("n1")
    command = AddDeal("New", "acc", value=usd(10), token="form-1")
    made = pipeline.add(command, by)
    assert pipeline.add(command, by) == made
    assert (made.owner_id, made.team_id, made.stage) == ("n1", "north", "LeadIn")
    with pytest.raises(Conflict):
        pipeline.add(evolve(command, name="Another"), by)
    with pytest.raises(Invalid, match="name"):
        pipeline.add(AddDeal("  "), by)
    with pytest.raises(NotFound):
        pipeline.add(AddDeal("New", "nowhere"), by)
    with pytest.raises(Refused):
        pipeline.add(AddDeal("New", owner_id="n2"), by)
    assert pipeline.add(AddDeal("Theirs", owner_id="n2"), world.by("manager")).team_id == "north"


def test_a_deal_s_page_tells_its_way_its_gaps_and_its_warnings(
    world: World, board: Board, catalogue: Any
) -> None:
    pages = DealPages(world.desk, catalogue)
    found = pages.view("proven", world.by("n1"))
    assert [(one.criterion.id, one.met) for one in found.criteria] == [
        ("account", True), ("pain", True),
    ]  # fmt: skip
    assert [one.id for one in found.warnings] == [
        "stalled", "no_next_step", "no_activity", "single_contact",
    ]  # fmt: skip
    assert [(one.state.id, one.days, one.by) for one in found.spells] == [
        ("Discovery", 31, "Nora 1")
    ]
    assert [one.id for one in pages.view("found", world.by("n1")).warnings] == [
        "overdue", "single_contact",
    ]  # fmt: skip
    assert pages.view("won", world.by("n1")).warnings == ()
    with pytest.raises(NotFound):
        pages.view("south", world.by("n1"))


@pytest.mark.parametrize(("person", "masked"), [("n1", True), (None, False)])
def test_phone_and_mail_of_contacts_follow_the_policy(
    world: World, board: Board, catalogue: Any, person: str | None, masked: bool
) -> None:
    by: Actor = world.by(person)
    (contact,) = DealPages(world.desk, catalogue).view("found", by).contacts
    assert contact.masked is masked
    assert (contact.phone, contact.email) == ((None, None) if masked else ("+1", "b@x.example"))
