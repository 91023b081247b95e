"""Whom a hold, an erasure or a copy is about: by a name one may see, else by the id alone."""

from datetime import timedelta

import pytest
from tests.services.conftest import NOW, World
from tests.services.test_board_service import a_deal

from revrise.core.conversations.call import Call
from revrise.core.deals.account import Account, Card
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.actor import Actor
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
    hers = [one for one in subjects.find("nora", admin) if one.kind != "person"]
    assert [(one.kind, one.id, one.name) for one in hers] == [("deal", "deal_1", "")]
    [hidden] = subjects.find("deal_1", admin)
    assert (hidden.kind, hidden.id, hidden.name) == ("deal", "deal_1", "")
    [seen] = subjects.find("deal_1", owner, ("deal",))
    assert (seen.kind, seen.id, seen.name) == ("deal", "deal_1", "deal_1")
    assert (seen.at, seen.owner) == (hidden.at, hidden.owner)
    assert subjects.show("card", "card_1", admin) == Subject("card", "card_1", "")
    told = subjects.names([("person", "n1"), ("card", "card_1"), ("deal", "deal_1")], admin)
    assert told == {"n1": "Nora 1"}


def test_calls_and_deals_are_found_by_customer_contact_owner_and_day(
    world: World, subjects: Subjects
) -> None:
    world.put(
        Card("card_2", "Wei Chen", account_id="acc"),
        Call("c1", "Budget talk", "n1", "north", NOW, "en", "f1", account_id="acc"),
        Call("c2", "Budget talk", "n2", "north", NOW - timedelta(days=9), "en", "f2"),
        Call("c3", "Demo", "n1", "north", NOW - timedelta(days=9), "en", "f3"),
    )
    owner, admin = world.by(None), world.by("admin")

    def ids(text: str, by: Actor) -> list[str]:
        return [one.id for one in subjects.find(text, by, ("call",))]

    assert ids("budget", owner) == ["c1", "c2"]
    assert ids("acme", owner) == ids("chen", owner) == ids("budget acme", owner) == ["c1"]
    assert ids("2026-06-30", owner) == ids("budget 2026-06-30", owner) == ["c1"]
    assert ids("nora 2026-06-21", owner) == ["c2", "c3"]
    # An administrator sees no call: by what is said in it none is found, by owner and day all are.
    for told in ("budget", "acme", "chen", "budget 2026-06-30"):
        assert ids(told, admin) == []
    assert ids("Nora 1", admin) == ["c1", "c3"]
    assert subjects.find("Nora 1 2026-06-30", admin, ("call",)) == [
        Subject("call", "c1", "", NOW, "Nora 1")
    ]
    with pytest.raises(Invalid):
        subjects.find("2026-02-31", owner)


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
