"""How far people see, and roles in time."""

from datetime import timedelta

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World

from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.governance.role_grant import RoleGrant
from revrise.core.people.person import Person
from revrise.services.people.data_ranges import DataRanges, SetRange
from revrise.services.policy.role_grants import GiveRole, RoleGrants

WEEK = NOW + timedelta(days=7)
REASON = "stands in during a leave"


@pytest.fixture
def ranges(world: World) -> DataRanges:
    return DataRanges(world.desk)


@pytest.fixture
def grants(world: World) -> RoleGrants:
    return RoleGrants(world.desk)


def seen(world: World, person: str, resource: str = "deal", action: str = "read") -> set[str]:
    """Of a row of everybody, whose the person reaches."""
    cells = dict.fromkeys(world.desk.policy.resources()[resource])
    try:
        scope = world.desk.scope(world.by(person), resource, action)
    except Refused:
        return set()
    people = [one for one in world.all(Person) if one.team_id]
    return {
        one.id
        for one in people
        if scope.admits({**cells, "owner_id": one.id, "team_id": one.team_id})
    }


NORTH = {"manager", *(f"n{n}" for n in range(1, 7))}
SOUTH = {f"s{n}" for n in range(1, 4)}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("own", {"n1"}), ("team", NORTH), ("subtree", NORTH), ("all", None), (None, {"n1"})],
)
def test_a_range_widens_what_a_rep_reads_and_not_what_they_change(
    world: World, ranges: DataRanges, kind: str | None, expected: set[str] | None
) -> None:
    everybody = {one.id for one in world.all(Person) if one.team_id}
    if kind is None:
        ranges.set_range(SetRange("person", "n1", "all"), world.by("admin"))
    ranges.set_range(SetRange("person", "n1", kind), world.by("admin"))
    assert seen(world, "n1") == (everybody if expected is None else expected)
    assert seen(world, "n1", action="update") == {"n1"}


def test_a_range_narrows_what_a_coach_reads(world: World, ranges: DataRanges) -> None:
    assert seen(world, "coach") >= SOUTH
    ranges.set_range(SetRange("person", "coach", "own"), world.by("admin"))
    assert seen(world, "coach") == {"coach"}


def test_a_teams_range_is_everybodys_in_it_who_has_none(world: World, ranges: DataRanges) -> None:
    by = world.by("admin")
    ranges.set_range(SetRange("team", "west", "team"), by)  # the team above counts too
    assert seen(world, "n1") == NORTH
    ranges.set_range(SetRange("team", "north", "own"), by)
    assert seen(world, "n1") == {"n1"} == seen(world, "n1")
    ranges.set_range(SetRange("person", "n1", "all"), by)
    assert seen(world, "n1") >= SOUTH


def test_a_named_set_is_a_range(world: World, ranges: DataRanges) -> None:
    by = world.by("admin")
    made = ranges.keep_set("Key accounts", ["south"], ["n2"], by)
    ranges.set_range(SetRange("person", "n1", "set", made.id), by)
    assert seen(world, "n1") == {"n1", "n2", *SOUTH}
    with pytest.raises(Conflict):
        ranges.remove_set(made.id, by)
    ranges.keep_set("Key accounts", [], ["n3"], by, made.id)
    assert seen(world, "n1") == {"n1", "n3"}
    with pytest.raises(Conflict, match="this name"):
        ranges.keep_set("Key accounts", [], [], by)
    ranges.set_range(SetRange("person", "n1", None), by)
    ranges.remove_set(made.id, by)
    assert ranges.sets(by) == []


def test_nobody_widens_their_own_range_and_reps_set_none(world: World, ranges: DataRanges) -> None:
    with pytest.raises(Refused):
        ranges.set_range(SetRange("person", "admin", "all"), world.by("admin"))
    for person in ("n1", "coach", "manager", "enb"):
        with pytest.raises(Refused):
            ranges.set_range(SetRange("person", "n2", "all"), world.by(person))
    with pytest.raises(NotFound):
        ranges.set_range(SetRange("person", "nobody", "all"), world.by("admin"))
    with pytest.raises(Invalid):
        ranges.set_range(SetRange("person", "n1", "galaxy"), world.by("admin"))


def test_a_role_is_lent_with_how_far_its_lender_sees_until_its_day(
    world: World, grants: RoleGrants
) -> None:
    assert seen(world, "s1", action="advance") == {"s1"}
    made = grants.give(GiveRole("s1", "manager", REASON, WEEK), world.by("manager"))
    assert seen(world, "s1") >= NORTH
    assert seen(world, "s1", action="advance") >= NORTH
    # Not of the borrower's own team, which the lender does not lead.
    assert not seen(world, "s1") & {"s2", "s3"}
    world.desk.clock.advance(timedelta(days=8))  # type: ignore[attr-defined]
    assert seen(world, "s1", action="advance") == {"s1"}
    with pytest.raises(Conflict, match="over already"):
        grants.end(made.id, world.by("manager"))


def test_a_role_taken_back_stops_counting_at_once(world: World, grants: RoleGrants) -> None:
    made = grants.give(GiveRole("s1", "manager", REASON, WEEK), world.by("manager"))
    with pytest.raises(Refused):
        grants.end(made.id, world.by("n1"))
    with pytest.raises(NotFound):
        grants.end(made.id, world.by("coach"))
    grants.end(made.id, world.by("manager"))
    assert seen(world, "s1") == {"s1"}
    assert world.audited[-2:] == ["role.given", "role.taken_back"]


def test_what_the_lender_has_not_any_more_is_not_lent(world: World, grants: RoleGrants) -> None:
    grants.give(GiveRole("s1", "manager", REASON, WEEK), world.by("manager"))
    lender = next(one for one in world.all(Person) if one.id == "manager")
    world.change(evolve(lender, active=False, version=2))
    assert seen(world, "s1") == {"s1"}


@pytest.mark.parametrize(
    ("by", "command", "error"),
    [
        ("manager", GiveRole("s1", "coach", REASON, WEEK), Refused),  # not one of their own
        ("manager", GiveRole("manager", "manager", REASON, WEEK), Refused),
        ("manager", GiveRole("s1", "manager", "short", WEEK), Invalid),
        ("manager", GiveRole("s1", "manager", REASON, NOW), Invalid),
        ("manager", GiveRole("s1", "manager", REASON, NOW + timedelta(days=91)), Invalid),
        ("manager", GiveRole("s1", "coach", REASON, WEEK, kind="temporary"), Refused),
        ("manager", GiveRole("s1", "manager", REASON, WEEK, kind="break_glass"), Invalid),
        ("n1", GiveRole("s1", "rep", REASON, WEEK), Refused),
        ("admin", GiveRole("s1", "owner", REASON, WEEK, kind="temporary"), Refused),
        ("admin", GiveRole("s1", "responder", REASON, WEEK, kind="temporary"), Refused),
        ("admin", GiveRole("s1", "wizard", REASON, WEEK, kind="temporary"), Invalid),
        ("admin", GiveRole("nobody", "rep", REASON, WEEK, kind="temporary"), NotFound),
    ],
)
def test_a_grant_that_must_not_be_is_refused(
    world: World, grants: RoleGrants, by: str, command: GiveRole, error: type[Exception]
) -> None:
    with pytest.raises(error):
        grants.give(command, world.by(by))
    assert world.all(RoleGrant) == []


def test_a_borrowed_role_cannot_be_lent_on(world: World, grants: RoleGrants) -> None:
    grants.give(GiveRole("s1", "manager", REASON, WEEK), world.by("manager"))
    with pytest.raises(Refused, match="of your own"):
        grants.give(GiveRole("s2", "manager", REASON, WEEK), world.by("s1"))


def test_breaking_the_glass_opens_everything_for_an_hour_and_rings_the_bell(
    world: World, grants: RoleGrants
) -> None:
    assert seen(world, "admin", "call") == set()
    grants.break_glass("a customer reports a leak", world.by("admin"))
    assert seen(world, "admin", "call") >= SOUTH | NORTH
    assert seen(world, "admin", "call", "update") == set()
    outbox = world.desk.store.outbox(world.people.tenant_id)
    assert outbox[-1][1].name == "glass.broken"
    assert world.audited[-1] == "glass.broken"
    with pytest.raises(Conflict):
        grants.break_glass("a customer reports a leak", world.by("admin"))
    world.desk.clock.advance(timedelta(hours=1))  # type: ignore[attr-defined]
    assert seen(world, "admin", "call") == set()


def test_who_broke_the_glass_may_put_it_back(world: World, grants: RoleGrants) -> None:
    made = grants.break_glass("a customer reports a leak", world.by("admin"))
    grants.end(made.id, world.by("admin"))
    assert seen(world, "admin", "call") == set()


@pytest.mark.parametrize("person", ["n1", "coach", "manager", "enb"])
def test_the_glass_is_for_administrators_with_a_reason(
    world: World, grants: RoleGrants, person: str
) -> None:
    with pytest.raises(Refused):
        grants.break_glass("a customer reports a leak", world.by(person))
    with pytest.raises(Invalid):
        grants.break_glass("why not", world.by("admin"))
