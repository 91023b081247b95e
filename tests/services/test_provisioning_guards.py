"""What a directory may not do by accident, and what holds on every database."""

from typing import Any

import pytest
from attrs import evolve, frozen
from tests.services.conftest import NOW, TENANT, World

from revrise.core.errors import NotFound, Refused
from revrise.core.governance.scope import system_scope
from revrise.core.identity.account import LocalAccount, account_id
from revrise.core.identity.outside import OutsideLink
from revrise.core.identity.provisioning import ScimGroup
from revrise.core.people.person import Person
from revrise.services.provisioning.groups import GroupSaid, MapGroup, ScimGroups
from revrise.services.provisioning.users import ScimUsers, UserSaid

TOKEN = "prv_test"


@frozen
class Directory:
    """The services as a directory uses them."""

    world: World
    users: ScimUsers
    groups: ScimGroups

    def members(self, group: ScimGroup, *members: str) -> ScimGroup:
        said = lambda one: GroupSaid(one.name, one.outside_id, members)  # noqa: E731
        return self.groups.change(group.id, said, TOKEN)

    def active(self, person_id: str, *, active: bool) -> Person:
        found = self.users.one(person_id)
        said = UserSaid(found.said.user_name, display_name=found.person.name, active=active)
        return self.users.change(person_id, lambda _: said, TOKEN).person

    def person(self, person_id: str) -> Person:
        return next(one for one in self.world.all(Person) if one.id == person_id)

    def newest(self) -> Any:
        scope = system_scope(TENANT, "audit", "read", "test")
        return list(self.world.desk.store.audit(scope))[-1]


@pytest.fixture
def directory(world: World) -> Directory:
    return Directory(world, ScimUsers(world.desk, TENANT), ScimGroups(world.desk, TENANT))


@pytest.fixture
def admins(directory: Directory) -> ScimGroup:
    """A group that makes administrators, of n1 and n2, where nobody else is one."""
    by_hand = directory.person("admin")
    made = directory.groups.create(GroupSaid("Admins", members=("n1", "n2")), TOKEN)
    directory.groups.map(MapGroup(made.id, ("admin",)), directory.world.by("admin"))
    directory.world.change(evolve(by_hand, roles=("rep",), version=by_hand.version + 1))
    return directory.groups.one(made.id)


def test_somebody_comes_works_leaves_and_comes_back(directory: Directory) -> None:
    ann = UserSaid("ann@example.org", "x-1", given_name="Ann", family_name="Lee")
    made = directory.users.create(ann, TOKEN).person
    group = directory.groups.create(GroupSaid("Sales", members=(made.id,)), TOKEN)
    directory.groups.map(MapGroup(group.id, ("coach",), "north"), directory.world.by("admin"))
    found = directory.person(made.id)
    assert (found.roles, found.team_id) == (("coach",), "north")
    assert not directory.active(made.id, active=False).active
    assert directory.active(made.id, active=True).active
    directory.users.remove(made.id, TOKEN)
    with pytest.raises(NotFound):
        directory.users.one(made.id)
    assert directory.groups.one(group.id).members == ()
    back = directory.users.create(ann, TOKEN).person
    assert (back.id, back.active, back.roles) == (made.id, True, ("rep",))


def test_emptying_a_group_is_one_entry_that_says_of_how_many(directory: Directory) -> None:
    members = ("n1", "n2", "n3", "s1")
    group = directory.groups.create(GroupSaid("Sales", members=members), TOKEN)
    directory.groups.map(MapGroup(group.id, ("coach",)), directory.world.by("admin"))
    before = len(directory.world.audited)
    directory.members(group)
    assert directory.world.audited[before:] == ["scim_group.changed"]
    detail = directory.newest().detail
    assert (detail["emptied_of"], detail["went"]) == (4, list(members))
    assert {directory.person(one).roles for one in members} == {("rep",)}
    directory.members(group, "n1", "n2")
    directory.members(group, "n1")
    assert "emptied_of" not in directory.newest().detail


def test_the_last_administrators_are_not_lost_to_a_directory(
    directory: Directory, admins: ScimGroup
) -> None:
    directory.members(admins, "n1")  # one is left
    before = directory.world.audited
    ways = (
        lambda: directory.members(admins),
        lambda: directory.groups.remove(admins.id, TOKEN),
        lambda: directory.active("n1", active=False),
        lambda: directory.users.remove("n1", TOKEN),
        lambda: directory.groups.map(MapGroup(admins.id, ()), directory.world.by("n1")),
    )
    for way in ways:
        with pytest.raises(Refused) as caught:
            way()
        assert "somebody else an administrator" in caught.value.remedy
    assert directory.world.audited == before
    assert directory.person("n1").roles == ("rep", "admin")
    # One goes as another comes: somebody is in charge all the time.
    directory.members(admins, "n2")
    assert "admin" not in directory.person("n1").roles


@pytest.mark.parametrize("way_in", ["password", "link"])
def test_an_owner_who_can_log_in_is_enough(
    directory: Directory, admins: ScimGroup, way_in: str
) -> None:
    account = LocalAccount(account_id("per_owner"), "per_owner", "owner", "a hash")
    link = OutsideLink("lnk_1", "per_owner", "https://login.example", "s", NOW)
    directory.world.put(account if way_in == "password" else link)
    directory.members(admins)
    assert "admin" not in directory.person("n1").roles
