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
from revrise.services.calls.analysing import Analyst
from revrise.services.calls.commands import AddCall, Agreed
from revrise.services.calls.correcting import Correcting, CorrectSpeaker
from revrise.services.calls.indexing import CallIndex, Indexing
from revrise.services.calls.remeasuring import Remeasuring
from revrise.services.calls.searching import FindSaid, SearchSaid
from revrise.services.calls.service import Calls


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
