"""Points are granted once, taken back when their ground goes, and ranked within reach."""

from datetime import datetime, timedelta

import pytest
from attrs import evolve
from tests.services.conftest import NOW, PEOPLE, TENANT, World

from revrise.adapters.casbin.sources import default_rules
from revrise.core.coaching.plan import Action, Plan
from revrise.core.deals.deal import Deal
from revrise.core.errors import Refused
from revrise.core.governance.actor import system_actor
from revrise.core.governance.policy_rule import PolicyRule
from revrise.core.governance.policy_text import document
from revrise.core.governance.scope import system_scope
from revrise.core.learning.course import Course, Lesson
from revrise.core.learning.enrolment import Enrolment
from revrise.core.rewards.facts import PlanCompleted
from revrise.core.rewards.posting import LedgerPosting
from revrise.ports.catalogue import Catalogue
from revrise.services.rewards.facts import gather
from revrise.services.rewards.service import Rewards

TEAM = {person.id: person.team_id for person in PEOPLE}


def won(number: int, rep: str, at: datetime) -> Deal:
    """A deal won."""
    return Deal(
        f"d{number}", f"Deal {number}", "ClosedWon", rep, TEAM[rep], closed_at=at, outcome="won"
    )


@pytest.fixture
def rewards(world: World, catalogue: Catalogue) -> Rewards:
    """n1 wins four deals, everybody else of the teams one."""
    reps = [person.id for person in PEOPLE if person.roles == ("rep",)]
    deals = [won(n, rep, NOW - timedelta(days=n + 1)) for n, rep in enumerate(reps)]
    more = [won(100 + n, "n1", NOW - timedelta(days=20 * n + 2)) for n in range(3)]
    course = Course("c1", "Asking", ("discovery",), (Lesson("l1", "One"),))
    taken = Enrolment(
        "e1",
        "c1",
        "n1",
        "north",
        NOW - timedelta(days=40),
        completed_at=NOW - timedelta(days=30),
        state="completed",
    )
    world.put(*deals, *more, course, taken)
    return Rewards(world.desk, catalogue)


def test_a_second_run_grants_nothing(world: World, rewards: Rewards) -> None:
    first, owner = rewards.run(world.by(None)), world.by(None)
    assert first.points > 0
    before = world.audited
    assert rewards.run(owner).granted == ()
    assert world.audited == before
    assert sum(row.points for row in world.all(LedgerPosting)) == 0


def test_a_dry_run_writes_nothing(world: World, rewards: Rewards) -> None:
    assert rewards.run(world.by(None), dry=True).points > 0
    assert world.all(LedgerPosting) == []


def test_a_win_that_is_undone_is_taken_back(world: World, rewards: Rewards) -> None:
    owner, scope = world.by(None), system_scope(TENANT, "deal", "update", "test")
    granted = rewards.run(owner).points
    lost = next(deal for deal in world.all(Deal) if deal.id == "d0")
    with world.desk.store.begin(system_actor(TENANT)) as work:
        reopened = evolve(lost, outcome=None, closed_at=None, stage="Closing", version=2)
        work.of(Deal).save(reopened, scope, expected=1)
        work.record("test.reopened", "d0")
    again = rewards.run(owner)
    assert again.granted == ()
    assert again.points < 0
    rows = world.all(LedgerPosting)
    assert sum(row.points for row in rows if row.wallet) == granted + again.points
    assert rewards.run(owner).reversed == ()


@pytest.mark.parametrize("person", ["n1", "coach", "manager"])
def test_only_who_may_grant_runs_the_rules(world: World, rewards: Rewards, person: str) -> None:
    with pytest.raises(Refused):
        rewards.run(world.by(person))


def test_everybody_reads_the_ledger_within_reach(world: World, rewards: Rewards) -> None:
    rewards.run(world.by("enb"))
    assert {row["person_id"] for row in rewards.ledger(world.by("n2"))} == {"n2"}
    team = {row["person_id"] for row in rewards.ledger(world.by("manager"))}
    assert team == {f"n{n}" for n in range(1, 7)}


def test_the_best_comes_first_with_a_range_of_places(world: World, rewards: Rewards) -> None:
    rewards.run(world.by(None))
    standing = rewards.leaderboard(world.by("manager"))
    places = standing.board.places
    assert places[0].person_id == "n1"
    assert all(place.first <= place.place <= place.last for place in places)
    assert {place.person_id for place in places} == {f"n{n}" for n in range(1, 7)}
    mine = [row["points"] for row in rewards.ledger(world.by("n1"))]
    assert standing.points["n1"] == sum(mine)


def test_a_board_of_a_team_takes_its_subtree(world: World, rewards: Rewards) -> None:
    rewards.run(world.by(None))
    everybody = rewards.leaderboard(world.by(None), "west").board
    assert len(everybody.places) == 9
    assert len(rewards.leaderboard(world.by(None), "south").board.places) == 3


def test_a_rep_sees_the_own_place_only_and_none_in_a_small_team(
    world: World, rewards: Rewards
) -> None:
    rewards.run(world.by(None))
    own = rewards.leaderboard(world.by("n1")).board.places
    assert [place.person_id for place in own] == ["n1"]
    assert rewards.leaderboard(world.by("s1")).board.places == ()


def test_a_rep_is_not_placed_in_two_groups_that_few_people_tell_apart(
    world: World, rewards: Rewards
) -> None:
    """Third of six here and third of nine there would say that none of the other three leads."""
    rewards.run(world.by(None))
    assert len(rewards.leaderboard(world.by("n1"), "north").board.places) == 1
    assert rewards.leaderboard(world.by("n1"), "west").board.places == ()
    # Whoever sees the six would tell from their places where the other three stand.
    assert rewards.leaderboard(world.by("manager"), "west").board.places == ()
    assert len(rewards.leaderboard(world.by("manager"), "north").board.places) == 6


def test_a_policy_that_looks_at_points_hides_whom_nothing_is_known_of(
    world: World, rewards: Rewards
) -> None:
    rewards.run(world.by(None))
    with world.desk.store.begin(system_actor(TENANT)) as work:
        denial = PolicyRule("manager", "ledger_entry", "read", "points > 1000", effect="deny")
        work.set_policy(document([*default_rules(), denial]))
        work.record("test.policy", TENANT)
    assert rewards.leaderboard(world.by("manager")).board.places == ()


def test_a_plan_counts_from_the_day_its_last_action_was_done(world: World) -> None:
    """Not from the day it was due, which may lie ahead."""
    done = NOW - timedelta(days=3)
    action = Action("one_on_one", "", "Meet", NOW, done)
    world.put(
        Plan("p1", "n1", "north", "coach", "discovery", 2.0, 3.0, (action,), NOW, NOW, "completed")
    )
    with world.desk.store.read(world.by(None)) as work:
        facts = [one for one in gather(work, TENANT) if isinstance(one, PlanCompleted)]
    assert [fact.at for fact in facts] == [done]
