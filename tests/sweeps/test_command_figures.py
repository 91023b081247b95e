"""Figures that commands add up are of their rows alone: deals, journeys, gaps and places."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from tests.support.aviary import Company
from tests.support.canary_company import REPS
from tests.support.command_company import answers, company
from tests.support.in_process import revrise
from tests.support.swept_commands import READS
from tests.support.visibility import PRINCIPALS, Principal

from revrise.core.deals.deal import Deal

__all__ = ["company"]


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.id)
def test_the_pipeline_report_adds_up_their_deals_alone(company: Company, who: Principal) -> None:
    answer = answers("--as", who.id, "pipeline", "report", "--json")
    mine = [one for one in company.of(Deal) if who.reaches("deal", one.owner_id, one.team_id)]
    if answer.code:
        assert (answer.code, mine) == (4, []), answer
        return
    found = answer.json()
    assert figures(found) == summed(mine)
    for cut, of in (("product", "product"), ("stage", "stage")):
        groups = {getattr(one, of) for one in mine}
        assert {line[cut] for line in found["by"][cut]} == groups
        for line in found["by"][cut]:
            assert figures(line) == summed(one for one in mine if getattr(one, of) == line[cut])


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.id)
def test_attribution_counts_their_deals_alone(company: Company, who: Principal) -> None:
    # Enablement sees figures over everybody's deals and none of the deals.
    closed = [
        one for one in company.of(Deal)
        if one.outcome
        and (who.role == "enablement" or who.reaches("deal", one.owner_id, one.team_id))
    ]  # fmt: skip
    answer = answers("--as", who.id, "attribution", "insight", "--json")
    if answer.code:
        assert (answer.code, closed) == (4, []), answer
        return
    insight = answer.json()
    won = sum(one.outcome == "won" for one in closed)
    reps = len({one.owner_id for one in closed})
    assert (insight["deals"], insight["won"], insight["reps"]) == (len(closed), won, reps)
    credit = answers("--as", who.id, "attribution", "credit", "--json").json()
    assert (credit["journeys"], credit["conversions"]) == (len(closed), won)


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.id)
def test_gaps_are_of_those_whose_levels_they_may_see(company: Company, who: Principal) -> None:
    answer = answers("--as", who.id, "coach", "gaps", "--json")
    people = {rep for rep, team in REPS.items() if who.reaches("observation", rep, team)}
    if answer.code:
        assert (answer.code, people) == (4, set()), answer
        return
    found = answer.json()
    assert {one["person_id"] for one in found} == people
    quoted = {one["person_id"] for one in found if one["quotes"]}
    assert quoted == {rep for rep, team in REPS.items() if who.reaches("call", rep, team)}


@pytest.mark.parametrize("who", PRINCIPALS, ids=lambda who: who.id)
def test_a_leaderboard_places_only_those_whose_points_they_may_see(who: Principal) -> None:
    for way in READS["rewards leaderboard"]:
        answer = answers("--as", who.id, "rewards", "leaderboard", *way, "--json")
        if answer.code:
            assert answer.code == 4
            continue
        placed = {one["person_id"] for one in answer.json()["places"]}
        reps = {**REPS, "per_guest": None}
        visible = {rep for rep, team in reps.items() if who.reaches("ledger_entry", rep, team)}
        assert placed <= visible
        if who.role == "rep":
            assert placed <= {who.id}


def test_a_rep_sees_the_own_place_in_a_team_of_five_and_none_in_a_team_of_two() -> None:
    def places(person: str) -> list[dict[str, Any]]:
        return revrise("rewards", "leaderboard", "--json", "--as", person).json()["places"]

    assert [one["person_id"] for one in places("per_n2")] == ["per_n2"]
    assert places("per_s1") == []


def figures(line: dict[str, Any]) -> dict[str, Any]:
    """The figures of a line of the report."""
    names = ("deals", "open", "won", "lost", "win_rate", "won_value", "open_value")
    other = line.get("other_currencies", {}).get("CNY", {})
    return {**{name: line[name] for name in names}, "CNY": {k: v for k, v in other.items() if v}}


def summed(deals: Iterable[Deal]) -> dict[str, Any]:
    """The same figures, counted one by one."""
    mine = list(deals)
    by: Callable[[str | None], list[Deal]] = lambda state: [d for d in mine if d.outcome == state]  # noqa: E731
    won, lost = len(by("won")), len(by("lost"))

    def value(state: str | None, currency: str) -> float:
        return (
            sum(d.value.minor for d in by(state) if d.value and d.value.currency == currency) / 100
        )

    cny = {"won_value": value("won", "CNY"), "open_value": value(None, "CNY")}
    return {
        "deals": len(mine),
        "open": len(by(None)),
        "won": won,
        "lost": lost,
        "win_rate": won / (won + lost) if won + lost else None,
        "won_value": value("won", "USD"),
        "open_value": value(None, "USD"),
        "CNY": {name: amount for name, amount in cny.items() if amount},
    }
