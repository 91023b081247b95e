"""Nobody widens what they see themselves, by whatever steps; another administrator can."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.services.conftest import NOW, World, in_a_store
from tests.services.test_board_service import a_deal

from revrise.adapters.casbin.sources import default_policy
from revrise.adapters.memory.store import MemoryStore
from revrise.core.deals.deal import Deal
from revrise.core.errors import NotFound, Refused, RevRiseError
from revrise.core.governance.policy_text import write
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.services.people.data_ranges import DataRanges, SetRange
from revrise.services.people.directory import Directory, PersonDetails
from revrise.services.people.teams import Teams
from revrise.services.policy.defaults import PolicyDefaults
from revrise.services.policy.desk import PolicyDesk
from revrise.services.policy.role_grants import GiveRole, RoleGrants
from revrise.services.policy.views import ApplyPolicy
from revrise.testing.doubles import FixedClock, SequentialIds

BOSS = "boss"  # administers, and leads a team
OTHER = "other"
OPEN = '\n[[rule]]\nwho = "{}"\nmay = "read"\non = "{}"\n{}'


def filled(world: World) -> World:
    """With an administrator who leads North, and deals of every team."""
    world.put(
        Team("far", "Far"),
        Person(BOSS, "Bo", team_id="north", roles=("admin", "manager")),
        Person(OTHER, "Otto", roles=("admin",)),
        *(
            a_deal(f"d-{team}-{owner}", owner_id=owner, team_id=team, account_id=None)
            for team, owner in (("north", "n1"), ("south", "s1"), ("west", "coach"), ("far", "enb"))
        ),
    )
    return world


def seen(world: World, who: str = BOSS) -> frozenset[tuple[str, str]]:
    """The deals somebody sees, and the names of the cells that are open."""
    by = world.by(who)
    with world.desk.store.read(by) as work:
        rows = work.of(Deal).rows(world.desk.scope(by, "deal"), Query())
        return frozenset((row["id"], name) for row in rows for name in row)


def ranged(kind: str, subject: str, who: str, set_id: str | None = None) -> SetRange:
    return SetRange(subject, who, kind, set_id)


def details(team: str | None, *roles: str) -> PersonDetails:
    return PersonDetails("Bo", None, team, roles)


def policy(world: World, who: str | None, more: str) -> int:
    desk, by = PolicyDesk(world.desk), world.by(who)
    now = desk.show(by)
    return desk.apply(ApplyPolicy(now.text + more, now.version), by)


WIDENINGS: dict[str, Callable[[World, str | None], object]] = {
    "the range of the own team": lambda world, who: DataRanges(world.desk).set_range(
        ranged("all", "team", "north"), world.by(who)
    ),
    "the range of a team above": lambda world, who: DataRanges(world.desk).set_range(
        ranged("all", "team", "west"), world.by(who)
    ),
    "another team": lambda world, who: Directory(world.desk).change(
        BOSS, details("west", "admin", "manager"), 1, world.by(who)
    ),
    "a team below the own": lambda world, who: Teams(world.desk).change(
        "south", {"parent_id": "north"}, world.by(who)
    ),
    "a rule for an own role": lambda world, who: policy(
        world, who, OPEN.format("admin", "deal", "")
    ),
    "a rule for a role beside it": lambda world, who: policy(
        world, who, OPEN.format("manager", "deal", "")
    ),
    "a rule for the emergency role": lambda world, who: policy(
        world, who, OPEN.format("responder", "one_on_one", "")
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", WIDENINGS)
def test_an_administrator_does_not_widen_their_own_sight_another_may(
    world: World, way: str
) -> None:
    filled(world)
    before, entries = seen(world), len(world.audited)
    with pytest.raises(Refused, match="would see more"):
        WIDENINGS[way](world, BOSS)
    assert (seen(world), len(world.audited)) == (before, entries)
    # Who administers like them would see more too: then it takes the owner, who sees everything.
    with suppress(Refused):
        WIDENINGS[way](world, OTHER)
        return
    assert way.startswith("a rule")
    WIDENINGS[way](world, None)


def test_a_lone_owner_may_and_one_beside_an_administrator_may_not(world: World) -> None:
    closed = '\n[[rule]]\nwho = "owner"\nmay = "read"\non = "deal"\neffect = "deny"\n'
    desk, owner = PolicyDesk(world.desk), world.by(None)
    text = desk.show(owner).text
    desk.apply(ApplyPolicy(text + closed, 1), owner)
    with pytest.raises(Refused, match="would see more"):
        desk.restore(1, 2, owner)
    Directory(world.desk).activate("admin", 1, owner, active=False)
    assert desk.restore(1, 2, owner) == 3


def test_what_was_taken_out_does_not_come_back_as_a_default_of_a_newer_version(
    world: World,
) -> None:
    filled(world)
    by, desk = world.by(BOSS), PolicyDesk(world.desk)
    kept = [one for one in world.desk.policy.rules(by.tenant_id) if one.resource != "deal"]
    desk.apply(ApplyPolicy(write(world.desk.policy.roles(by.tenant_id), kept), 1), by)
    defaults = PolicyDefaults(world.desk, default_policy())
    with pytest.raises(Refused, match="would see more"):
        defaults.adopt(by)
    assert defaults.adopt(world.by(None))


def test_who_leads_and_administers_may_still_change_what_does_not_concern_them(
    world: World,
) -> None:
    filled(world)
    by = world.by(BOSS)
    DataRanges(world.desk).set_range(ranged("all", "team", "south"), by)
    DataRanges(world.desk).set_range(ranged("own", "team", "north"), by)
    assert policy(world, BOSS, OPEN.format("enablement", "deal", "")) == 2
    assert Teams(world.desk).change("south", {"name": "Süd"}, by).name == "Süd"
    found = Directory(world.desk).change(BOSS, details("north", "admin"), 1, by)
    assert found.roles == ("admin",)


def _team_range(world: World, kind: str | None, team: str) -> None:
    DataRanges(world.desk).set_range(SetRange("team", team, kind), world.by(BOSS))


def _own_range(world: World, kind: str | None) -> None:
    DataRanges(world.desk).set_range(SetRange("person", BOSS, kind), world.by(BOSS))


def _set(world: World, teams: list[str]) -> None:
    found, by = DataRanges(world.desk), world.by(BOSS)
    known = found.sets(by)
    found.keep_set("mine", teams, [], by, known[0]["id"] if known else "")


def _set_range(world: World, team: str) -> None:
    found, by = DataRanges(world.desk), world.by(BOSS)
    found.set_range(ranged("set", "team", team, found.sets(by)[0]["id"]), by)


def _roles(world: World, roles: set[str], team: str | None) -> None:
    version = next(one.version for one in world.all(Person) if one.id == BOSS)
    Directory(world.desk).change(BOSS, details(team, *sorted(roles)), version, world.by(BOSS))


def _team(world: World, team: str, parent: str | None) -> None:
    Teams(world.desk).change(team, {"parent_id": parent}, world.by(BOSS))


def _policy(world: World, role: str, resource: str, more: str) -> None:
    policy(world, BOSS, OPEN.format(role, resource, more))


def _restore(world: World, number: int) -> None:
    desk, by = PolicyDesk(world.desk), world.by(BOSS)
    desk.restore(number, desk.show(by).version, by)


def _lend(world: World, who: str, role: str) -> None:
    command = GiveRole(who, role, "on holiday now", NOW + timedelta(days=3))
    RoleGrants(world.desk).give(command, world.by(BOSS))


def _end(world: World) -> None:
    grants, by = RoleGrants(world.desk), world.by(BOSS)
    grants.end(grants.grants(by)[0]["id"], by)


any_team = st.sampled_from(["north", "south", "far", "west"])
MORE = ("", "where = \"owner_id == 's1'\"\n", 'effect = "deny"\n')
steps = st.one_of(
    st.tuples(st.just(_team_range), st.sampled_from(["own", "subtree", "all", None]), any_team),
    st.tuples(st.just(_own_range), st.sampled_from(["all", None])),
    st.tuples(st.just(_set), st.lists(any_team, max_size=3)),
    st.tuples(st.just(_set_range), any_team),
    st.tuples(
        st.just(_roles),
        st.sets(st.sampled_from(["admin", "manager", "coach", "rep"])),
        st.none() | any_team,
    ),
    st.tuples(st.just(_team), any_team, st.none() | any_team),
    st.tuples(
        st.just(_policy),
        st.sampled_from(["admin", "manager", "rep", "coach"]),
        st.sampled_from(["deal", "call"]),
        st.sampled_from(MORE),
    ),
    st.tuples(st.just(_restore), st.integers(1, 4)),
    st.tuples(
        st.just(_lend), st.sampled_from([BOSS, "n1", OTHER]), st.sampled_from(["manager", "admin"])
    ),
    st.tuples(st.just(_end)),
)


@settings(max_examples=15)
@given(st.lists(steps, max_size=12))
def test_no_sequence_of_steps_shows_an_administrator_more_than_they_saw(
    todo: list[tuple[Any, ...]],
) -> None:
    clock, ids = FixedClock(NOW), SequentialIds()
    world = filled(in_a_store(MemoryStore(clock, ids), clock, ids))
    last = seen(world)
    for step in todo:
        with suppress(RevRiseError, IndexError):
            step[0](world, *step[1:])
        try:
            now = seen(world)
        except (NotFound, Refused):
            return  # may look at no deal any more, or is nobody
        assert now <= last, step
        last = now
