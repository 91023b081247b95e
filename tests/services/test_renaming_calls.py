"""A call has the title somebody gave it, for all who see it."""

from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World

from revrise.core.conversations.call import Call
from revrise.core.conversations.title import LONGEST as TITLE
from revrise.core.errors import Invalid, NotFound, Refused, Stale
from revrise.services.calls.renaming import RenameCall, Renaming
from revrise.services.search.service import Search


@pytest.fixture
def renaming(world: World) -> Renaming:
    world.put(Call("c1", "call 0412", "n1", "north", NOW, "en", "f1"))
    return Renaming(world.desk)


def test_its_rep_renames_it_and_it_is_found_by_that(world: World, renaming: Renaming) -> None:
    made = renaming.rename(RenameCall("c1", "  Kick-off\nwith IT ", 1), world.by("n1"))
    assert (made.title, made.version) == ("Kick-off with IT", 2)
    assert world.all(Call) == [made]
    assert world.audited[-1] == "call.renamed"
    search = Search(world.desk)
    assert [one.title for one in search.find("kick-off", world.by("manager"))] == [made.title]
    assert not search.find("0412", world.by("manager"))


def test_the_title_it_has_changes_nothing(world: World, renaming: Renaming) -> None:
    before = world.audited
    assert renaming.rename(RenameCall("c1", "call 0412"), world.by("n1")).version == 1
    assert world.audited == before


@pytest.mark.parametrize(
    ("who", "call", "error"),
    [("manager", "c1", Refused), ("coach", "c1", Refused), ("n2", "c1", NotFound),
     ("n1", "c2", NotFound), ("enb", "c1", Refused)],
)  # fmt: skip
def test_others_do_not(world: World, renaming: Renaming, who: str, call: str, error: Any) -> None:
    with pytest.raises(error):
        renaming.rename(RenameCall(call, "Mine"), world.by(who))
    assert world.all(Call)[0].title == "call 0412"


@pytest.mark.parametrize(
    "title", ["", " \n", "x" * (TITLE + 1), "a\0b", "a\ud800", "a\x1b[2J", "a\x9bm"]
)
def test_what_is_no_title_is_refused(world: World, renaming: Renaming, title: str) -> None:
    with pytest.raises(Invalid, match="must be short"):
        renaming.rename(RenameCall("c1", title), world.by("n1"))


def test_a_title_is_as_long_as_others_may_be(world: World, renaming: Renaming) -> None:
    assert renaming.rename(RenameCall("c1", "题" * TITLE), world.by("n1")).title == "题" * TITLE


def test_who_read_another_version_is_told(world: World, renaming: Renaming) -> None:
    world.change(evolve(world.all(Call)[0], reviewed=True, version=2))
    with pytest.raises(Stale):
        renaming.rename(RenameCall("c1", "Kick-off", 1), world.by("n1"))
