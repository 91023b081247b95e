"""Setting up, acting as somebody, and speaking of somebody."""

import pytest
from attrs import evolve
from tests.services.conftest import PEOPLE, TENANT, World

from revrise.core.deals.process import SalesProcess
from revrise.core.errors import Invalid, NotFound
from revrise.core.people.competency import Competency
from revrise.core.people.organisation import Organisation
from revrise.core.people.person import Person
from revrise.services.people.service import SetUp

NINA = Person("new", "Nina", "nina@example.org", "north", source="crm", external_id="E-7")


def test_setting_up_happens_once_and_whole(world: World) -> None:
    before = world.audited
    assert world.people.set_up(SetUp("Another name")) is False
    assert world.audited == before
    assert [one.name for one in world.all(Organisation)] == ["Acme"]
    assert world.all(Competency)
    assert [one.id for one in world.all(SalesProcess)] == ["standard"]
    assert before.count("organisation.set_up") == 1


@pytest.mark.parametrize("name", ["new", "nina@example.org", "E-7", "Nina"])
def test_a_person_acts_by_id_address_crm_id_or_name(world: World, name: str) -> None:
    world.put(NINA)
    actor = world.by(name)
    assert (actor.tenant_id, actor.person_id, actor.team_id) == (TENANT, "new", "north")


def test_an_actor_knows_the_teams_below(world: World) -> None:
    assert world.by("coach").subtree == {"west", "north", "south"}
    assert world.by("manager").subtree == {"north"}
    assert world.by(None).roles == {"owner"}


def test_nobody_acts_who_is_unknown_or_has_left(world: World) -> None:
    world.put(evolve(NINA, active=False))
    for name in ("new", "Nina", "nobody"):
        with pytest.raises(NotFound, match="nobody is called"):
            world.by(name)


def test_two_of_one_name_are_told_apart_by_id(world: World) -> None:
    world.put(NINA, evolve(NINA, id="other", email=None, external_id=None))
    with pytest.raises(Invalid) as caught:
        world.by("Nina")
    assert {"new", "other"} <= set(str(caught.value.remedy).replace(",", "").split())
    assert world.by("other").person_id == "other"


def test_one_speaks_of_people_only_by_what_one_may_read_of_them(world: World) -> None:
    world.put(NINA)
    hidden = ("nina@example.org", "E-7")
    readers = {
        "n1": False,
        "s1": False,
        "enb": False,
        "manager": True,
        "coach": True,
        "admin": True,
    }
    for reader, may in readers.items():
        by = world.by(reader)
        assert world.people.find("new", by) == world.people.find("Nina", by) == "new"
        for name in hidden:
            if may:
                assert world.people.find(name, by) == "new"
                continue
            with pytest.raises(NotFound) as caught:
                world.people.find(name, by)
            with pytest.raises(NotFound) as missing:
                world.people.find("x", by)
            assert str(caught.value).replace(name, "x") == str(missing.value)
    assert world.people.find("nina@example.org", world.by("new")) == "new"


def test_everybody_is_listed_with_what_may_be_read(world: World) -> None:
    world.put(NINA)
    rows = {row["id"]: row for row in world.people.list(world.by("n1"))}
    assert set(rows) == {"per_owner", "new", *(one.id for one in PEOPLE)}
    assert rows["new"]["name"] == "Nina"
    assert rows["new"].get("email") is None
    assert tuple(rows["n1"]["roles"]) == ("rep",)
    assert list(rows) == sorted(rows, key=lambda one: rows[one]["name"])
