"""Whom a hold, an erasure or a copy is about: by a name one may see, else by the id alone."""

import pytest
from tests.services.conftest import World
from tests.services.test_board_service import a_deal

from revrise.core.deals.account import Account, Card
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.services.privacy.subjects import Subject, Subjects


@pytest.fixture
def subjects(world: World) -> Subjects:
    world.put(Account("acc", "Acme"), a_deal("deal_1"), Card("card_1", "Nora Card"))
    return Subjects(world.desk)


def test_names_are_found_as_far_as_the_reader_sees_them(world: World, subjects: Subjects) -> None:
    owner, admin = world.by(None), world.by("admin")
    found = subjects.find("nora", owner)
    assert Subject("card", "card_1", "Nora Card") in found
    assert Subject("person", "n1", "Nora 1") in found
    assert {one.kind for one in subjects.find("nora", admin)} == {"person"}
    assert subjects.find("deal_1", admin) == [Subject("deal", "deal_1", "")]
    assert subjects.find("deal_1", owner, ("deal",))[0] == Subject("deal", "deal_1", "deal_1")
    assert subjects.show("card", "card_1", admin) == Subject("card", "card_1", "")
    told = subjects.names([("person", "n1"), ("card", "card_1"), ("deal", "deal_1")], admin)
    assert told == {"n1": "Nora 1"}


def test_one_is_picked_by_id_or_by_the_only_fitting_name(world: World, subjects: Subjects) -> None:
    owner = world.by(None)
    assert subjects.pick("person", "n1", owner) == "n1"
    assert subjects.pick("person", "Nora 2", owner) == "n2"
    assert subjects.pick("card", "card", owner) == "card_1"
    with pytest.raises(Invalid, match="several fit"):
        subjects.pick("person", "Nora", owner)
    with pytest.raises(NotFound):
        subjects.pick("deal", "no such deal", owner)
    with pytest.raises(NotFound):
        subjects.show("planet", "n1", owner)
    with pytest.raises(Invalid):
        subjects.find("x", owner, ("planet",))


@pytest.mark.parametrize("person", ["n1", "coach", "manager", "enb"])
def test_nobody_else_looks_for_people_this_way(
    world: World, subjects: Subjects, person: str
) -> None:
    for use in (lambda by: subjects.find("n1", by), lambda by: subjects.show("person", "n1", by)):
        with pytest.raises(Refused):
            use(world.by(person))
