"""The directory: administrators add, change and keep out people; everybody sets their language."""

import pytest

from revrise.core.errors import Conflict, Invalid, NotFound, Refused, Stale
from revrise.core.people.person import Person
from revrise.services.people.directory import Directory, PersonDetails

NIA = PersonDetails("Nia New", "nia@acme.example", "north", ("rep", "coach"), "zh")


@pytest.fixture
def directory(world):
    return Directory(world.desk)


def person(world, person_id):
    return next(one for one in world.all(Person) if one.id == person_id)


def test_somebody_new_is_there_with_team_and_roles(world, directory):
    made = directory.add(NIA, world.by("admin"))
    kept = person(world, made.id)
    assert (kept.name, kept.team_id, kept.roles, kept.locale) == (
        "Nia New",
        "north",
        ("rep", "coach"),
        "zh",
    )
    assert "person.added" in world.audited


@pytest.mark.parametrize(
    ("details", "culprit"),
    [
        (PersonDetails("  "), "name"),
        (PersonDetails("N", "no address"), "email"),
        (PersonDetails("N", roles=()), "roles"),
        (PersonDetails("N", roles=("king",)), "roles"),
        (PersonDetails("N", locale="fr"), "locale"),
    ],
)
def test_what_is_wrong_is_named(world, directory, details, culprit):
    with pytest.raises(Invalid) as refused:
        directory.add(details, world.by("admin"))
    assert refused.value.culprit == culprit


def test_a_team_that_is_not_there_is_refused(world, directory):
    with pytest.raises(NotFound):
        directory.add(PersonDetails("N", team_id="nowhere"), world.by("admin"))


def test_an_address_belongs_to_one_person(world, directory):
    made = directory.add(NIA, world.by("admin"))
    with pytest.raises(Conflict):
        directory.add(NIA, world.by("admin"))
    assert directory.change(made.id, NIA, 1, world.by("admin")).version == 2


def test_of_two_who_change_somebody_the_second_is_told(world, directory):
    by = world.by("admin")
    directory.change("n1", PersonDetails("Nora", team_id="south"), 1, by)
    with pytest.raises(Stale):
        directory.change("n1", PersonDetails("Norah"), 1, by)
    assert person(world, "n1").name == "Nora"


def test_the_audit_log_knows_that_a_name_changed_and_not_which(world, directory):
    directory.change("n1", PersonDetails("Secret Name", team_id="north"), 1, world.by("admin"))
    assert "person.changed" in world.audited
    entry = world.desk.store.audit(world.desk.scope(world.by("admin"), "audit"))[-1]
    assert entry.detail == {"also": ["name"]}


def test_nobody_locks_themselves_out(world, directory):
    by = world.by("admin")
    with pytest.raises(Refused):
        directory.activate("admin", 1, by, active=False)
    with pytest.raises(Refused):
        directory.change("admin", PersonDetails("Ada", team_id="west", roles=("rep",)), 1, by)


def test_an_administrator_gives_their_other_roles_up_and_gets_them_from_another(world, directory):
    by = world.by("admin")
    more = PersonDetails("Ada", team_id="west", roles=("admin", "coach"))
    with pytest.raises(Refused, match="would see more"):
        directory.change("admin", more, 1, by)
    assert directory.change("admin", more, 1, world.by(None)).version == 2
    less = PersonDetails("Ada", team_id="west", roles=("admin",))
    assert directory.change("admin", less, 2, by).roles == ("admin",)


def test_only_an_owner_makes_an_owner(world, directory):
    with pytest.raises(Refused):
        directory.add(PersonDetails("N", roles=("owner",)), world.by("admin"))
    assert directory.add(PersonDetails("N", roles=("owner",)), world.by(None)).roles == ("owner",)


def test_somebody_deactivated_can_no_longer_act_and_comes_back_unchanged(world, directory):
    by = world.by("admin")
    directory.activate("n2", 1, by, active=False)
    with pytest.raises(NotFound):
        world.by("n2")
    directory.activate("n2", 2, by, active=True)
    assert world.by("n2").team_id == "north"


@pytest.mark.parametrize("who", ["n1", "coach", "manager", "enb"])
def test_nobody_else_adds_or_changes_people(world, directory, who):
    with pytest.raises(Refused):
        directory.add(NIA, world.by(who))
    with pytest.raises((Refused, NotFound)):
        directory.change("n2", PersonDetails("X"), 1, world.by(who))


def test_everybody_chooses_their_language(world, directory):
    for who in ("n1", "coach", "admin"):
        directory.speak("zh", world.by(who))
        assert person(world, who).locale == "zh"
    version = person(world, "n1").version
    directory.speak("zh", world.by("n1"))
    assert person(world, "n1").version == version
    with pytest.raises(Invalid):
        directory.speak("fr", world.by("n1"))


def test_everybody_may_know_who_gives_roles(world, directory):
    assert "Ada" in directory.administrators(world.by("n1"))
    directory.activate("admin", 1, world.by(None), active=False)
    assert "Ada" not in directory.administrators(world.by("n1"))
