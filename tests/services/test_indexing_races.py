"""A call put right or measured again while it is indexed: what was read before does not stay."""

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, TENANT, World
from tests.services.test_remeasuring import PLAIN, PLUGIN, TALK
from tests.support.late import Late

from revrise.adapters.plugins import load
from revrise.adapters.plugins.discovery import single
from revrise.core.conversations.call import Call
from revrise.core.events import Event
from revrise.ports.jobs import NotHere
from revrise.services.calls.commands import AddCall, Agreed
from revrise.services.calls.correcting import Correcting, CorrectSpeaker
from revrise.services.calls.searching import FindSaid, SearchSaid
from revrise.services.calls.service import Calls
from revrise.services.calls.under_way import UnderWay
from revrise.services.measures.analysing import Analyst
from revrise.services.processing.failing import CallFailing
from revrise.services.processing.indexing import CallIndex, Indexing
from revrise.services.processing.remeasuring import Remeasuring


@pytest.fixture
def call(world: World) -> str:
    """One that is due."""
    add = AddCall(TALK, "8" * 64, "Talk", "n1", NOW, agreed=Agreed("EU"))
    return Calls(world.desk, PLAIN).add(add, world.by(None)).call.id


def indexed(world: World, other: Any, *, first: bool) -> None:
    """By a worker without plugins, while somebody else does something."""
    late = Late(world.desk.store, other, first)
    Indexing(evolve(world.desk, store=late), TENANT, PLAIN).everything()
    assert late.thread is not None
    late.thread.join(30)
    assert not late.thread.is_alive()


def found(world: World, **wanted: Any) -> int:
    return len(SearchSaid(world.desk).find(FindSaid("lukewarm", **wanted), world.by(None)).rows)


@pytest.mark.parametrize("first", [True, False])
def test_who_said_it_is_found_as_it_was_put_right(world: World, call: str, first: bool) -> None:
    def right() -> None:
        Correcting(world.desk, PLAIN).speaker(CorrectSpeaker(call, "B", "seller"), world.by(None))

    indexed(world, right, first=first)
    CallIndex(world.desk, PLAIN).catch_up(world.by(None))
    assert (found(world, side="seller"), found(world, side="buyer")) == (1, 0)


@pytest.mark.parametrize("first", [True, False])
def test_what_former_detectors_heard_does_not_stay(
    world: World, call: str, tmp_path: Path, first: bool
) -> None:
    file = tmp_path / "cool.py"
    file.write_text(PLUGIN, encoding="utf-8")
    cool = Analyst(load(found=[single(file)], environ={}))
    indexed(world, lambda: Remeasuring(world.desk, cool).run(world.by(None)), first=first)
    CallIndex(world.desk, cool).catch_up(world.by(None))
    assert found(world, objection="any") == 1


@pytest.fixture
def cool(tmp_path: Path) -> Analyst:
    file = tmp_path / "cool.py"
    file.write_text(PLUGIN, encoding="utf-8")
    return Analyst(load(found=[single(file)], environ={}))


def heard_by(world: World, analyst: Analyst, *, number: int = 0) -> str:
    """A call that a process with these detectors took in."""
    add = AddCall(TALK, f"{number:064}", "Talk", "n1", NOW, agreed=Agreed("EU"))
    return Calls(world.desk, analyst).add(add, world.by(None)).call.id


def test_a_call_that_others_measured_with_new_detectors_is_left_to_them(
    world: World, cool: Analyst, caplog: pytest.LogCaptureFixture
) -> None:
    """This process was not started again: it cannot tell what they heard in it."""
    heard_by(world, cool)
    with caplog.at_level("WARNING", "revrise.calls"):  # others may have set another
        assert Indexing(world.desk, TENANT, PLAIN).everything() == 0
    assert found(world) == 0
    assert "1 calls left to others: calls were heard by cool@1" in caplog.text
    assert Indexing(world.desk, TENANT, cool).everything() == 1
    assert found(world, objection="any") == 1


def test_a_former_worker_that_hears_of_it_first_leaves_it_soon_to_be_heard_of_again(
    world: World, cool: Analyst
) -> None:
    call = heard_by(world, cool)
    event = Event("call.added", call, NOW, "n1", {"person": "n1"})
    with pytest.raises(NotHere, match="cool@1"):
        Indexing(world.desk, TENANT, PLAIN).happened([event])
    Indexing(world.desk, TENANT, cool).happened([event])
    assert found(world, objection="any") == 1


def test_a_call_heard_before_the_plugin_came_is_found_as_its_numbers_say(
    world: World, cool: Analyst
) -> None:
    """Until it is measured again: a search and a figure must not tell two tales."""
    heard_by(world, PLAIN)
    assert Indexing(world.desk, TENANT, cool).everything() == 1
    assert (found(world), found(world, objection="any")) == (1, 0)
    Remeasuring(world.desk, cool).run(world.by(None))
    assert found(world, objection="any") == 1


def test_a_call_on_its_way_to_be_measured_is_indexed_once_it_is(world: World) -> None:
    """Whoever measures it may hear in it what this process does not."""
    call_id = heard_by(world, PLAIN)
    (call,) = (one for one in world.all(Call) if one.id == call_id)
    world.change(evolve(call, state="analysing", version=call.version + 1))
    assert Indexing(world.desk, TENANT, PLAIN).everything() == 0
    assert found(world) == 0
    world.change(evolve(call, version=call.version + 2))
    assert Indexing(world.desk, TENANT, PLAIN).everything() == 1
    assert found(world) == 1


def test_a_call_that_cannot_be_measured_is_found_by_its_words_at_once(world: World) -> None:
    call_id = heard_by(world, PLAIN)
    (call,) = (one for one in world.all(Call) if one.id == call_id)
    world.change(evolve(call, state="analysing", version=call.version + 1))
    CallFailing(UnderWay(world.desk, TENANT)).fail(call_id, "a rubric is broken", "mend it")
    _, told = world.desk.store.outbox(TENANT, 99)[-1]
    assert told.name == "call.failed"
    Indexing(world.desk, TENANT, PLAIN).happened([told])
    assert found(world) == 1


def test_one_of_many_that_is_left_keeps_no_other_out(world: World, cool: Analyst) -> None:
    heard_by(world, cool)
    heard_by(world, PLAIN, number=1)
    assert Indexing(world.desk, TENANT, PLAIN).everything() == 1
    assert found(world) == 1
