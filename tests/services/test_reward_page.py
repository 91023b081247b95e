"""Points as people read them: own places only, reasons both ways, boards one may leave."""

from datetime import timedelta
from typing import Any

import pytest
from tests.services.conftest import NOW, World

from revrise.core.deals.deal import Deal, StageChange
from revrise.core.errors import Refused
from revrise.core.governance.actor import system_actor
from revrise.core.money import Money
from revrise.core.people.person import Person
from revrise.services.rewards.page import RewardPages
from revrise.services.rewards.service import Rewards


def win(rep: str, days: int, number: int = 0, team: str = "north") -> Deal:
    at = NOW - timedelta(days=days)
    name = f"win-{rep}-{days}-{number}"
    return Deal(
        id=name,
        name=name,
        stage="ClosedWon",
        owner_id=rep,
        team_id=team,
        value=Money.of(100, "USD"),
        opened_at=at - timedelta(days=20),
        closed_at=at,
        outcome="won",
        history=(StageChange("ClosedWon", at, rep),),
    )


@pytest.fixture
def rewards(world: World, catalogue: Any) -> Rewards:
    for n in range(1, 7):
        world.put(*(win(f"n{n}", 7 * week + 1, n) for week in range(2 * n)))
    made = Rewards(world.desk, catalogue)
    made.run(world.by(None))
    return made


@pytest.fixture
def pages(world: World, catalogue: Any, rewards: Rewards) -> RewardPages:
    return RewardPages(world.desk, catalogue, rewards)


def test_a_rep_reads_the_own_place_points_and_reasons(world: World, pages: RewardPages) -> None:
    view = pages.view(world.by("n2"))
    assert [one.person_id for one in view.standing.board.places] == ["n2"]
    assert view.standing.board.entrants == 6
    assert view.own is not None
    assert (view.own.balance, view.own.facts, view.own.missing) == (400, 4, 0)
    assert {one.rule.id for one in view.own.why_not} == {"practised-then-won"}
    assert view.own.following
    assert {one.person_id for one in view.improvement} == {"n2"}


def test_a_manager_reads_the_team_and_a_coach_nobody(world: World, pages: RewardPages) -> None:
    seen = pages.view(world.by("manager"))
    assert {one.person_id for one in seen.standing.board.places} == {f"n{n}" for n in range(1, 7)}
    assert seen.own is None
    assert pages.view(world.by("coach")).standing.board.places == ()
    assert pages.view(world.by("coach")).improvement == ()
    with pytest.raises(Refused):
        pages.view(world.by("admin"))


def test_a_grant_no_run_has_posted_yet_is_said_to_be_missing(
    world: World, pages: RewardPages
) -> None:
    world.put(win("n2", 0, 99))
    own = pages.view(world.by("n2")).own
    assert own is not None
    assert (own.missing, own.balance) == (1, 400)


def test_who_left_the_boards_counts_and_is_not_shown(world: World, pages: RewardPages) -> None:
    before = len(world.audited)
    pages.show_me(world.by("n3"), shown=False)
    pages.show_me(world.by("n3"), shown=False)
    assert world.audited[before:] == ["person.boards_left"]
    board = pages.view(world.by("manager")).standing.board
    assert (board.entrants, board.opted_out) == (6, 1)
    assert "n3" not in {one.person_id for one in board.places}
    assert "n3" not in {one.person_id for one in pages.view(world.by("manager")).improvement}
    own = pages.view(world.by("n3"))
    assert [one.person_id for one in own.standing.board.places] == ["n3"]
    assert own.shown is False
    kept = pages.rewards.whole_board(world.by(None).tenant_id, "north")
    assert "n3" not in {one.person_id for one in kept.board.places}
    pages.show_me(world.by("n3"), shown=True)
    assert pages.view(world.by("manager")).standing.board.opted_out == 0


def test_nobody_takes_somebody_else_off_the_boards(world: World, pages: RewardPages) -> None:
    person = next(one for one in world.all(Person) if one.id == "n1")
    assert pages.show_me(world.by("n2"), shown=False).id == "n2"
    assert next(one for one in world.all(Person) if one.id == "n1") == person


def test_the_ledger_continues_page_by_page_within_reach(world: World, pages: RewardPages) -> None:
    first, after = pages.entries(world.by("manager"), limit=20)
    rest, end = pages.entries(world.by("manager"), after=after, limit=100)
    assert (len(first), len(rest), end) == (20, 22, None)
    assert {row["person"] for row in (*first, *rest)} == {f"Nora {n}" for n in range(1, 7)}
    mine, _ = pages.entries(world.by("n1"))
    assert {row["person_id"] for row in mine} == {"n1"}
    hidden, _ = pages.entries(world.by("n1"), "n2")
    assert hidden == []


def test_enablement_reads_points_without_what_they_are_for(
    world: World, pages: RewardPages
) -> None:
    rows, _ = pages.entries(world.by("enb"))
    assert rows
    assert all(row["points"] for row in rows)
    for hidden in ("reason_en", "reason_zh", "source_id"):
        assert {row[hidden] for row in rows} == {None}


def test_links_with_what_nobody_chose_are_over_everybody(world: World, pages: RewardPages) -> None:
    links = {one.factor: one for one in pages.view(world.by("n1")).links}
    assert set(links) == {"tenure", "leads", "size"}
    assert links["leads"].n == 6
    assert links["leads"].seen == "cannot tell"
    assert links["tenure"].n == 0


def test_settling_twice_grants_once(world: World, rewards: Rewards) -> None:
    world.put(win("n1", 0, 50))
    tenant = system_actor(world.by(None).tenant_id).tenant_id
    assert (rewards.settle(tenant), rewards.settle(tenant)) == (1, 0)
