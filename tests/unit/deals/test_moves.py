"""Where a deal can go, what each way lacks, and when to worry."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve

from revrise.core.deals.deal import Deal, StageChange
from revrise.core.deals.moves import missing, moves, onward
from revrise.core.deals.standard_process import STANDARD
from revrise.core.deals.warnings import Standing, warnings
from revrise.core.errors import NotFound

NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)
FACTS: dict[str, Any] = {"owner_id": "p", "account_id": "a", "value": 5, "evidence": ["pain"]}


def test_ways_are_told_apart_and_ordered_as_the_process_orders_its_stages() -> None:
    found = moves(STANDARD, "TechnicalDemo", FACTS, {})
    assert [(one.to.id, one.way, one.ready) for one in found] == [
        ("Discovery", "back", True),
        ("Proposal", "on", True),
        ("ClosedLost", "lost", False),
    ]
    ahead = onward(found)
    assert ahead is not None
    assert ahead.to.id == "Proposal"


def test_winning_is_the_way_on_from_the_last_stage_and_nothing_is_from_a_final_one() -> None:
    ahead = onward(moves(STANDARD, "Closing", FACTS, {}))
    assert ahead is not None
    assert (ahead.to.id, ahead.way) == ("ClosedWon", "won")
    assert moves(STANDARD, "ClosedWon", FACTS, {}) == ()
    assert onward(()) is None


def test_a_loss_asks_for_its_reason_and_nothing_of_the_stage_that_is_left() -> None:
    assert [one.id for one in missing(STANDARD, "Discovery", "ClosedLost", {}, {})] == [
        "lost-reason"
    ]
    assert [one.id for one in missing(STANDARD, "Discovery", "Proposal", {}, {})] == [
        "account", "pain", "value",
    ]  # fmt: skip
    with pytest.raises(NotFound):
        missing(STANDARD, "Discovery", "Nowhere", {}, {})


def test_when_a_deal_came_into_its_stage_follows_from_its_history() -> None:
    deal = Deal("d", "D", "LeadIn", "p", None, opened_at=NOW)
    assert deal.entered_at == NOW
    later = NOW + timedelta(days=3)
    moved = evolve(deal, history=(StageChange("Discovery", later, "p"),), entered_at=None)
    assert moved.entered_at == later


CALM = Standing(NOW, 30, "Call", NOW + timedelta(days=1), NOW, 2)


@pytest.mark.parametrize(
    ("changed", "warned"),
    [
        ({}, []),
        ({"next_step_at": NOW - timedelta(minutes=1)}, ["overdue"]),
        ({"next_step": None, "next_step_at": NOW - timedelta(days=9)}, ["no_next_step"]),
        ({"entered_at": NOW - timedelta(days=30)}, []),
        ({"entered_at": NOW - timedelta(days=31)}, ["stalled"]),
        ({"entered_at": NOW - timedelta(days=99), "limit_days": None}, []),
        ({"touched_at": NOW - timedelta(days=14)}, ["no_activity"]),
        ({"touched_at": None, "entered_at": None, "contacts": None}, []),
        ({"contacts": 1}, ["single_contact"]),
    ],
)
def test_a_warning_holds_exactly_by_its_definition(
    changed: dict[str, Any], warned: list[str]
) -> None:
    found = warnings(evolve(CALM, **changed), NOW)
    assert [one.id for one in found] == warned
    for one in found:
        assert one.reason.en.strip()
        assert one.reason.zh.strip()
