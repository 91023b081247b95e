"""One file that makes trouble: the look goes on with the others, and stumbles over it once."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.services.conftest import NOW, World
from tests.services.intake_world import WORDS, Door, drop, intake

from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.errors import Full
from revrise.ports.catalogue import Catalogue
from revrise.services.intake.watching import Looked, Watching

LONG = "n" * 246 + ".vtt"


@pytest.fixture
def door(world: World, catalogue: Catalogue) -> Door:
    return intake(world, catalogue)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "dropped"
    made.mkdir()
    return made


@pytest.fixture
def watching(door: Door, folder: Path) -> Watching:
    return door.watching(folder, _sounds, most=1_000)


def _sounds(path: Path) -> Any:
    """A look at the file that has a mistake in it."""
    if b"\xde\xad" in path.read_bytes():
        raise ValueError("not enough values to unpack")
    return False


def lying(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir() if one.is_file()}


TROUBLE = {
    "a name that is no text": (os.fsdecode(b"a-caf\xe9.vtt"), WORDS, "done"),
    "and nothing of a call in it": (os.fsdecode(b"a-caf\xe9.bin"), b"\x00\x01", "failed"),
    "a name too long to put another before it": (f"a{LONG}", WORDS, "done"),
    "a name too long to write a reason beside it": (f"a{LONG}", b"\x00\x01", "failed"),
    "a format that stumbles": ("a.bin", b"\xde\xad", "failed"),
    "a mark in another writing direction": ("a\u202egnp.vtt", WORDS, "done"),
    "a line in its name": ("a\nb.vtt", WORDS, "done"),
}


@pytest.mark.parametrize("what", [*TROUBLE])
def test_a_file_that_makes_trouble_is_put_away_and_the_others_come_in(
    door: Door, watching: Watching, folder: Path, what: str
) -> None:
    name, data, where = TROUBLE[what]
    for _ in range(2):  # the second time its name is taken
        drop(folder, name, data)
        drop(folder, "z.vtt")
        found = watching.look()
        assert ("z.vtt", "waiting") in found.done
        assert lying(folder) == set()
        assert watching.look() == Looked()
    assert len(lying(folder / where)) >= 2
    json.dumps([found.done, found.failed]).encode()
    str(found.failed).encode()
    if where == "failed":
        reasons = [one for one in (folder / "failed").iterdir() if one.name.endswith("reason.txt")]
        assert len(reasons) == 2
        assert all(one.read_text("utf-8").strip() for one in reasons)
    assert all(one.title.encode() for one in door.world.all(Arrival))


def test_a_sidecar_that_is_still_written_has_its_file_wait(
    door: Door, watching: Watching, folder: Path
) -> None:
    drop(folder, "talk.vtt")
    drop(folder, "talk.vtt.json", b'{"id": "r-', written=NOW.timestamp() - 1)
    assert watching.look() == Looked()
    assert lying(folder) == {"talk.vtt", "talk.vtt.json"}
    drop(folder, "talk.vtt.json", b'{"id": "r-1"}')
    assert watching.look().done == (("talk.vtt", "waiting"),)
    assert [one.origin_id for one in door.world.all(Arrival)] == ["r-1"]


def test_a_sidecar_that_came_first_waits_for_its_file_for_a_day(
    door: Door, watching: Watching, folder: Path
) -> None:
    drop(folder, "talk.vtt.json", b'{"id": "r-1"}')
    drop(folder, "talk.vtt.part")
    assert watching.look() == Looked()
    (folder / "talk.vtt.part").rename(folder / "talk.vtt")
    assert watching.look().done == (("talk.vtt", "waiting"),)
    assert [one.origin_id for one in door.world.all(Arrival)] == ["r-1"]

    drop(folder, "late.vtt.json", b"{}", written=NOW.timestamp() - 86_401)
    assert [name for name, _ in watching.look().failed] == ["late.vtt.json"]
    assert "did not come" in (folder / "failed" / "late.vtt.json.reason.txt").read_text()


CANNOT = {
    "on a share that is away": (OSError(116, "Stale file handle"), "stays", "Stale file handle"),
    "of somebody else": (PermissionError(13, "Permission denied"), "failed", "may not be read"),
}


@pytest.mark.parametrize("what", [*CANNOT])
def test_a_file_that_cannot_be_read_is_told_and_kept(
    watching: Watching, folder: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    error, where, word = CANNOT[what]
    true = os.open

    def opened(name: Any, *args: Any, **how: Any) -> int:
        if name == "a.vtt":
            raise error
        return true(name, *args, **how)

    drop(folder, "a.vtt")
    drop(folder, "z.vtt")
    monkeypatch.setattr(os, "open", opened)
    found = watching.look()
    assert found.done == (("z.vtt", "waiting"),)
    (told,) = getattr(found, where)
    assert told[0] == "a.vtt"
    assert word in told[1]
    place = folder / "failed" if where == "failed" else folder
    assert (place / "a.vtt").read_bytes() == WORDS


def test_a_look_takes_a_hundred_files_and_says_that_others_lie_there(
    watching: Watching, folder: Path
) -> None:
    for number in range(101):
        drop(folder, f"{number:03}.bin", b"\x00\x01")
    drop(folder, "000.vtt.json", b"{}")  # waits, and is in nobody's way
    first = watching.look()
    assert (len(first.failed), first.more) == (100, True)
    second = watching.look()
    assert (len(second.failed), second.more) == (1, False)


def test_a_file_that_goes_away_meanwhile_stops_nobody(
    watching: Watching, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(folder, "a.vtt")
    drop(folder, "z.vtt")
    true = os.stat

    def stat(name: Any, **how: Any) -> os.stat_result:
        if name == "a.vtt":
            (folder / "a.vtt").unlink(missing_ok=True)
        return true(name, **how)

    monkeypatch.setattr(os, "stat", stat)
    assert watching.look().done == (("z.vtt", "waiting"),)


def test_a_full_disk_leaves_the_files_where_they_are(
    door: Door, watching: Watching, folder: Path
) -> None:
    class Crowded:
        def put(self, *_: Any) -> Any:
            raise Full("there is no room left")

    drop(folder, "a.vtt")
    with pytest.raises(Full):
        evolve(watching, blobs=Crowded).look()
    assert lying(folder) == {"a.vtt"}
    assert watching.look().done == (("a.vtt", "waiting"),)


def test_a_folder_that_cannot_be_written_is_named(
    watching: Watching, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As one of a share that is mounted for reading."""

    def refused(*_: Any, **__: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    drop(folder, "a.vtt")
    monkeypatch.setattr(os, "rename", refused)
    with pytest.raises(Exception, match="cannot be moved") as error:
        watching.look()
    assert getattr(error.value, "culprit", "") == "intake.folder"
