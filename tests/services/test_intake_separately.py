"""Calls from China that come in by machine: whether each purpose was asked about by itself."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World
from tests.services.intake_world import LI, NORA, WORDS, Door, intake

from revrise.core.conversations.intake.arrival import Party
from revrise.core.conversations.intake.sidecar import read
from revrise.core.errors import Invalid
from revrise.core.governance.consent import Consent
from revrise.ports.catalogue import Catalogue
from revrise.services.intake.commands import AddSource, Choose

CHINA: dict[str, Any] = {"consent": "all-party", "jurisdiction": "CN"}


@pytest.fixture
def door(world: World, catalogue: Catalogue) -> Door:
    return intake(world, catalogue)


def separate(door: Door) -> set[bool]:
    """What is on record of the calls that were kept."""
    return {one.separate for one in door.world.all(Consent)}


@pytest.mark.parametrize("source", [False, True])
@pytest.mark.parametrize("call", [None, False, True])
def test_a_call_says_it_or_else_its_source(door: Door, source: bool, call: bool | None) -> None:
    door.source = evolve(door.source, separately=source)
    assert door.comes(NORA, LI, **CHINA, separately=call).state == "kept"
    assert separate(door) == {source if call is None else call}


def test_a_source_keeps_it(door: Door) -> None:
    command = AddSource("China", "manager", separately=True, **CHINA)
    by = door.world.by("admin")
    assert door.sources.show(door.sources.add(command, by).id, by).separately


@pytest.mark.parametrize("said", [None, True])
def test_who_chooses_may_say_it(door: Door, said: bool | None) -> None:
    waits = door.comes(Party("Nobody"), **CHINA)
    command = Choose(waits.id, "n1", "d1", separately=said)
    assert door.inbox.choose(command, door.world.by("manager")).state == "kept"
    assert separate(door) == {bool(said)}


def test_a_sidecar_says_it(door: Door, tmp_path: Path) -> None:
    people = [{"email": "nora@example.com"}, {"phone": "13800138000"}]
    said = {"started_at": NOW.isoformat(), "participants": people, "separately": True, **CHINA}
    (tmp_path / "talk.vtt").write_bytes(WORDS)
    (tmp_path / "talk.vtt.json").write_text(json.dumps(said))
    watching = door.watching(tmp_path, lambda _: False, settled_s=-1e9)
    assert watching.look().done == (("talk.vtt", "kept"),)
    assert separate(door) == {True}
    with pytest.raises(Invalid, match="separately"):
        read(b'{"separately": "yes"}', "x.json")
