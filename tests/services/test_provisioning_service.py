"""Provisioning: people and groups by a directory, what groups give, and what they never do."""

from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st
from tests.services.conftest import TENANT, World

from revrise.adapters.identity.tokens import SystemTokens
from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from revrise.core.identity.provisioning import ScimGroup, ScimUser, settled
from revrise.core.people.person import Person
from revrise.services.provisioning.groups import GroupSaid, MapGroup, ScimGroups
from revrise.services.provisioning.tokens import ProvisioningTokens
from revrise.services.provisioning.users import ScimUsers, UserSaid

TOKEN = "prv_test"
ANN = UserSaid("ann@example.org", "x-1", given_name="Ann", family_name="Lee")


@frozen
class Directory:
    """The services, as a directory and an administrator use them."""

    world: World
    users: ScimUsers
    groups: ScimGroups
    tokens: ProvisioningTokens

    def group(self, name: str, *members: str) -> ScimGroup:
        return self.groups.create(GroupSaid(name, members=members), TOKEN)

    def map(self, group: ScimGroup, *roles: str, team: str | None = None, by: str = "admin") -> Any:
        return self.groups.map(MapGroup(group.id, roles, team), self.world.by(by))

    def members(self, group: ScimGroup, *members: str) -> ScimGroup:
        change = lambda one: GroupSaid(one.name, one.outside_id, members)  # noqa: E731
        return self.groups.change(group.id, change, TOKEN)

    def say(self, person: str, **changes: Any) -> Person:
        found = self.users.one(person)
        told = UserSaid(
            found.said.user_name, email=found.person.email, display_name=found.person.name
        )
        return self.users.change(person, lambda _: evolve(told, **changes), TOKEN).person

    def person(self, person_id: str) -> Person:
        return next(one for one in self.world.all(Person) if one.id == person_id)


@pytest.fixture
def directory(world: World) -> Directory:
    desk = world.desk
    return Directory(
        world,
        ScimUsers(desk, TENANT),
        ScimGroups(desk, TENANT),
        ProvisioningTokens(desk, TENANT, SystemTokens()),
    )


def test_a_person_made_by_the_directory_is_a_rep_with_the_address_they_log_in_by(directory):
    made = directory.users.create(ANN, TOKEN)
    assert (made.person.name, made.person.email) == ("Ann Lee", "ann@example.org")
    assert (made.person.roles, made.person.active) == (("rep",), True)
    assert made.said.outside_id == "x-1"
    assert directory.world.audited[-1] == "scim_user.added"


@pytest.mark.parametrize("name", ["ann@example.org", "ANN@Example.org"])
def test_a_user_name_or_address_in_use_is_a_conflict(directory, name):
    directory.users.create(ANN, TOKEN)
    with pytest.raises(Conflict):
        directory.users.create(UserSaid(name), TOKEN)
    with pytest.raises(Conflict):
        directory.users.create(UserSaid("else", email="ann@example.org"), TOKEN)
    with pytest.raises(Conflict):
        directory.users.create(UserSaid("n1"), TOKEN)  # somebody here already


def test_who_is_deleted_stays_here_deactivated_and_comes_back_as_the_same_person(directory):
    made = directory.users.create(ANN, TOKEN)
    group = directory.group("Sales", made.person.id)
    directory.map(group, "coach", team="north")
    directory.users.remove(made.person.id, TOKEN)
    gone = directory.person(made.person.id)
    assert (gone.active, gone.roles, gone.team_id) == (False, ("rep",), None)
    assert directory.groups.one(group.id).members == ()
    with pytest.raises(NotFound):
        directory.users.one(gone.id)
    back = directory.users.create(ANN, TOKEN)
    assert back.person.id == gone.id
    assert back.person.active


def test_groups_give_roles_and_a_team_and_take_only_these_away(directory):
    group = directory.group("Coaches", "n1")
    directory.map(group, "coach", "enablement", team="south")
    assert directory.person("n1").roles == ("rep", "coach", "enablement")
    assert directory.person("n1").team_id == "south"
    directory.members(group, "n2")
    assert directory.person("n1").roles == ("rep",)
    assert directory.person("n2").roles == ("rep", "coach", "enablement")
    directory.map(group)
    assert directory.person("n2").roles == ("rep",)


def test_a_change_of_members_is_one_audit_entry_however_many_it_moves(directory):
    group = directory.group("Sales", "n1")
    directory.map(group, "coach")
    before = len(directory.world.audited)
    directory.members(group, "n1", "n2", "n3", "n4")
    assert directory.world.audited[before:] == ["scim_group.changed"]


@pytest.mark.parametrize("role", ["owner", "responder"])
def test_no_group_makes_an_owner_whoever_asks(directory, role):
    group = directory.group("Bosses")
    for by in ("admin", None):
        with pytest.raises(Refused):
            directory.groups.map(MapGroup(group.id, (role,)), directory.world.by(by))


def test_only_who_gives_roles_maps_groups(directory):
    group = directory.group("Bosses", "n1")
    for by in ("manager", "coach", "n1", "enb"):
        with pytest.raises(Refused):
            directory.map(group, "manager", by=by)
    directory.map(group, "admin")
    assert "admin" in directory.person("n1").roles
    with pytest.raises(Invalid):
        directory.map(group, "emperor")


def test_a_directory_sees_no_owner_and_cannot_put_one_out(directory):
    assert "per_owner" not in {one.person.id for one in directory.users.every()}
    with pytest.raises(NotFound):
        directory.users.remove("per_owner", TOKEN)
    with pytest.raises(Invalid):
        directory.group("Owners", "per_owner")


def test_an_administrator_made_by_hand_keeps_their_address(directory):
    with pytest.raises(Refused):
        directory.say("admin", email="thief@example.org")
    directory.world.put(Person("admin_2", "Ada the second", roles=("admin",)))
    assert not directory.say("admin", active=False).active


def test_a_name_that_was_not_said_keeps_somebody_as_active_as_they_were(directory):
    directory.say("n1", active=False)
    assert not directory.say("n1", active=None).active


def test_another_version_is_not_changed(directory):
    made = directory.users.create(ANN, TOKEN)
    directory.say(made.person.id, display_name="Annie")
    with pytest.raises(Stale):
        directory.users.change(made.person.id, lambda _: ANN, TOKEN, made.etag)
    with pytest.raises(Stale):
        directory.users.remove(made.person.id, TOKEN, made.etag)


def test_what_changes_nothing_writes_nothing(directory):
    made = directory.users.create(evolve(ANN, active=True), TOKEN)
    before = len(directory.world.audited)
    directory.users.change(made.person.id, lambda _: evolve(ANN, active=True), TOKEN)
    assert len(directory.world.audited) == before


def test_a_token_is_checked_by_its_hash_until_it_ends(directory):
    made = directory.tokens.make("Entra", 30, directory.world.by("admin"))
    assert directory.tokens.check(made.token) == made.id
    for forged in ("", made.token[:-1] + "_", made.token.replace("rr_scim", "rr_pat"), "rr_scim_x"):
        with pytest.raises(Refused):
            directory.tokens.check(forged)
    assert made.token not in repr(directory.tokens.open(directory.world.by("admin")))
    directory.tokens.end(made.id, directory.world.by("admin"))
    with pytest.raises(Refused):
        directory.tokens.check(made.token)


def test_a_token_expires(directory):
    made = directory.tokens.make("Entra", 1, directory.world.by("admin"))
    directory.world.desk.clock.advance(timedelta(days=1))
    with pytest.raises(Refused):
        directory.tokens.check(made.token)


@pytest.mark.parametrize("who", ["n1", "coach", "manager", "enb"])
def test_only_administrators_make_tokens(directory, who):
    with pytest.raises(Refused):
        directory.tokens.make("mine", 30, directory.world.by(who))


_ROLES = st.lists(st.sampled_from(["rep", "coach", "manager", "owner", "responder"]), max_size=3)
_STEPS = st.lists(st.tuples(_ROLES, st.booleans(), st.sampled_from([None, "a", "b"])), max_size=6)


@given(by_hand=st.sets(st.sampled_from(["rep", "coach"]), min_size=1), steps=_STEPS)
def test_what_was_given_by_hand_stays_whatever_groups_come_and_go(by_hand, steps):
    person, said = Person("p", "P", roles=tuple(sorted(by_hand))), ScimUser("s", "p", "p", "p")
    number = count()
    for roles, inside, team in steps:
        members = ("p",) if inside else ()
        group = ScimGroup(f"g{next(number)}", "g", "g", None, members, tuple(roles), team)
        person, said = settled(person, said, [group])
        assert by_hand <= set(person.roles)
        assert not {"owner", "responder"} & set(person.roles)
        assert settled(person, said, [group]) == (person, said)
    person, said = settled(person, said, [])
    assert set(person.roles) == by_hand
    assert person.team_id is None
