"""Figures of the night are what the live use case would show, to nobody more."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.support.flow_site import NOW, TENANT, Context, Crash, FlowSite

from revrise.adapters.casbin.sources import default_rules
from revrise.core.deals.deal import Deal
from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import system_actor
from revrise.core.governance.policy_text import document
from revrise.core.money import Money
from revrise.core.people.person import Person
from revrise.core.snapshots.snapshot import MetricSnapshot, StoredBoard, StoredInsight
from revrise.ports.policy import PolicyRule

EVERYBODY = ("n1", "n2", "s1", "coach", "manager", "enb", None)


def deal(number: int, owner: str, team: str, outcome: str | None = "won") -> Deal:
    closed = NOW - timedelta(days=number) if outcome else None
    return Deal(
        f"deal_{number}", f"Deal {number}", "Closing", owner, team, outcome=outcome,
        value=Money.of(100 * number, "USD"), opened_at=NOW - timedelta(days=60 + number),
        closed_at=closed,
    )  # fmt: skip


@pytest.fixture
def site(flow_url: str, tmp_path: Path, bundled: Any) -> Iterator[FlowSite]:
    made = FlowSite(flow_url, tmp_path, bundled)
    made.put(
        *(deal(n, "n1", "north", "won" if n % 3 else "lost") for n in range(1, 13)),
        *(deal(n, "n2", "north", "won" if n % 2 else "lost") for n in range(13, 25)),
        *(deal(n, "s1", "south", None) for n in range(25, 28)),
    )
    made.rewards.settle(TENANT)
    made.relay_all()
    yield made
    made.close()


def take(site: FlowSite) -> Any:
    return site.taking.run(Context(), {})


def test_a_team_s_figures_are_those_of_its_deals(site: FlowSite):
    take(site)
    north = next(one for one in site.all(MetricSnapshot) if one.team_id == "north")
    figures = north.figures
    assert (figures["deals"], figures["won"], figures["lost"], figures["open"]) == (24, 14, 10, 0)
    assert figures["win_rate"] == pytest.approx(14 / 24)
    won = [n for n in range(1, 13) if n % 3] + [n for n in range(13, 25) if n % 2]
    assert figures["won_value"] == sum(won) * 100 * 100
    assert north.as_of == NOW
    assert north.currency == "USD"


def test_taken_twice_a_day_nothing_changes(site: FlowSite):
    assert take(site)["kpis"] > 0
    before = [site.all(kind) for kind in (MetricSnapshot, StoredBoard, StoredInsight)]
    site.wait(hours=1)
    assert take(site) == {"kpis": 0, "leaderboards": 0, "insights": 0}
    assert [site.all(kind) for kind in (MetricSnapshot, StoredBoard, StoredInsight)] == before
    site.wait(days=1)
    take(site)
    assert len(site.all(MetricSnapshot)) == 2 * len(before[0])


def test_dying_between_the_parts_ends_the_same(site: FlowSite):
    context = Context()
    for _ in range(3):
        site.store.left = 1
        with pytest.raises(Crash):
            site.taking.run(context, {})
    site.store.left = None
    site.taking.run(context, {})
    counts = [len(site.all(kind)) for kind in (MetricSnapshot, StoredBoard, StoredInsight)]
    assert all(counts)
    assert take(site) == {"kpis": 0, "leaderboards": 0, "insights": 0}


@pytest.mark.parametrize("person", EVERYBODY)
def test_the_kept_board_is_the_one_they_would_see_live(site: FlowSite, person: str | None):
    take(site)
    by = site.actor(person)
    kept, live = site.snapshots.leaderboard(by), site.rewards.leaderboard(by)
    assert kept is not None
    assert kept.as_of == NOW
    assert kept.value.board == live.board
    assert kept.value.points == live.points


@pytest.mark.parametrize("person", EVERYBODY)
def test_the_kept_insight_is_the_one_they_would_see_live(site: FlowSite, person: str | None):
    take(site)
    by = site.actor(person)
    try:
        live = site.attribution.insight(by)
    except Refused:  # nothing is kept for them either, whether they are told so or not
        with suppress(Refused):
            assert site.snapshots.insight(by) is None
        return
    kept = site.snapshots.insight(by)
    assert kept is None or kept.value == live
    assert (kept is None) == (person in ("n1", "n2", "s1"))


def test_who_moved_to_another_team_sees_no_figure_of_the_old_one(site: FlowSite):
    take(site)
    manager = next(one for one in site.all(Person) if one.id == "manager")
    site.change(evolve(manager, team_id="south", version=manager.version + 1))
    by = site.actor("manager")
    assert [one.team_id for one in site.snapshots.kpis(by).value] == ["south"]
    assert {
        one.person_id for one in site.snapshots.leaderboard(by, "north").value.board.places
    } == set()
    assert site.snapshots.insight(by) is None


def test_a_rep_who_left_the_team_is_not_shown_to_its_manager_any_more(site: FlowSite):
    take(site)
    rep = next(one for one in site.all(Person) if one.id == "n1")
    site.change(evolve(rep, team_id="south", version=rep.version + 1))
    shown = site.snapshots.leaderboard(site.actor("manager")).value
    assert [one.person_id for one in shown.board.places] in ([], ["n2"])
    assert "n1" not in shown.points


def test_who_changes_the_team_is_not_told_by_the_places_of_two_days(site: FlowSite):
    """Their place on the first day and on the second would say where the one who came stands."""
    site.put(*(Person(f"x{n}", f"x{n}", team_id="north", roles=("rep",)) for n in range(8)))
    n1 = site.actor("n1")
    assert site.rewards.leaderboard(n1).board.places
    take(site)
    assert site.rewards.leaderboard(n1).board.places
    new = Person("y", "y", team_id="south", roles=("rep",))
    site.put(new)
    assert site.rewards.leaderboard(n1).board.places
    site.change(evolve(new, team_id="north", version=2))
    assert not site.rewards.leaderboard(n1).board.places
    site.wait(days=1)
    take(site)
    assert not site.rewards.leaderboard(n1).board.places
    assert not site.snapshots.leaderboard(n1).value.board.places
    for _ in range(14):
        site.wait(days=7)
        take(site)
    assert site.snapshots.leaderboard(n1).value.board.places == (
        site.rewards.leaderboard(n1).board.places
    )


def test_a_changed_policy_ends_what_was_kept_under_the_old_one(site: FlowSite):
    take(site)
    assert site.snapshots.insight(site.actor("manager")) is not None
    with site.store.begin(system_actor(TENANT)) as work:
        work.set_policy(
            document([*default_rules(), PolicyRule("rep", "deal", "read", "stage == 'x'")])
        )
        work.record("test.policy", TENANT)
    assert site.snapshots.insight(site.actor("manager")) is None


def test_somebody_who_is_denied_rows_gets_nothing_that_has_them(site: FlowSite):
    with site.store.begin(system_actor(TENANT)) as work:
        denial = PolicyRule("manager", "deal", "read", "owner_id == me.id", effect="deny")
        work.set_policy(document([*default_rules(), denial]))
        work.record("test.policy", TENANT)
    take(site)
    assert site.snapshots.insight(site.actor("manager")) is None


def test_reps_have_no_team_s_figures(site: FlowSite):
    take(site)
    with pytest.raises(Refused):
        site.snapshots.kpis(site.actor("n1"))
    assert {one.team_id for one in site.snapshots.kpis(site.actor("coach")).value} == {
        "north",
        "south",
    }
    with pytest.raises(Invalid):
        site.snapshots.latest("weather", site.actor("coach"))


def test_before_the_first_night_there_is_nothing(site: FlowSite):
    for kind in ("kpis", "leaderboard", "insight"):
        assert site.snapshots.latest(kind, site.actor("manager")) is None
