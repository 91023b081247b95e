"""The watched folder: whole plain files come in once, whatever else lies there."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.services.conftest import NOW, World
from tests.services.intake_world import WORDS, Door, drop, intake

from revrise.core.conversations.call import Call
from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.conversations.intake.sidecar import read
from revrise.core.errors import Invalid, Misconfigured, Refused
from revrise.ports.catalogue import Catalogue
from revrise.services.intake.watching import Looked, Watching
from revrise.testing.word_files import document

SAID = {
    "id": "r-1",
    "started_at": "2026-06-30T13:00:00+01:00",
    "participants": [{"email": "nora@example.com"}, {"phone": "13800138000"}],
}


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
    return door.watching(folder, lambda path: path.read_bytes()[:4] == b"RIFF", most=1_000)


def names(folder: Path) -> set[str]:
    return {str(one.relative_to(folder)) for one in folder.rglob("*") if not one.is_dir()}


def test_a_file_with_its_sidecar_becomes_a_call_and_moves_to_done(
    door: Door, watching: Watching, folder: Path
) -> None:
    drop(folder, "talk.vtt")
    drop(folder, "talk.vtt.json", json.dumps(SAID).encode())
    assert watching.look() == Looked((("talk.vtt", "kept"),))
    call = door.world.all(Call)[0]
    assert (call.owner_id, call.deal_id, call.started_at) == ("n1", "d1", NOW)
    assert names(folder) == {"done/talk.vtt", "done/talk.vtt.json"}
    drop(folder, "talk.vtt")  # the same once more
    drop(folder, "talk.vtt.json", json.dumps(SAID).encode())
    assert watching.look() == Looked((("talk.vtt", "kept"),))
    assert len(door.world.all(Call)) == 1
    assert "done/2-talk.vtt" in names(folder)


def test_a_name_with_control_characters_makes_a_title_without(
    door: Door, watching: Watching, folder: Path
) -> None:
    drop(folder, "our\n\x1b[31mtalk.vtt")
    watching.look()
    assert [one.title for one in door.world.all(Arrival)] == ["our [31mtalk"]


def test_a_file_that_nobody_explains_waits_in_the_inbox(
    door: Door, watching: Watching, folder: Path
) -> None:
    drop(folder, "talk.vtt")
    assert watching.look().done == (("talk.vtt", "waiting"),)
    assert [one.reason for one in door.world.all(Arrival)] == ["no_rep"]


def test_a_word_document_comes_in_as_any_transcript(
    door: Door, watching: Watching, folder: Path
) -> None:
    drop(folder, "talk.docx", document(["Nora   0:03\nHow so?", "Li   0:05\nHm."]))
    drop(folder, "talk.docx.json", json.dumps(SAID).encode())
    assert watching.look() == Looked((("talk.docx", "kept"),))
    assert len(door.world.all(Call)) == 1


def test_what_is_not_whole_yet_is_left_alone(watching: Watching, folder: Path) -> None:
    drop(folder, "new.vtt", written=NOW.timestamp() - 1)
    for name in ("talk.vtt.part", ".talk.vtt", "talk.crdownload"):
        drop(folder, name)
    (folder / "more").mkdir()
    before = names(folder)
    assert watching.look() == Looked()
    assert names(folder) == before


def test_what_cannot_be_taken_moves_to_failed_with_the_reason(
    door: Door, watching: Watching, folder: Path
) -> None:
    wrong = {
        "sound.wav": (b"RIFF", None, "everybody"),
        "noise.bin": (b"\x00\x01\x02", None, "neither"),
        "large.vtt": (WORDS + b"x" * 1_000, None, "MB"),
        "a.vtt": (WORDS, b"{", "JSON"),
        "b.vtt": (WORDS, b'{"path": "../x"}', "path"),
        "c.vtt": (WORDS, b'{"started_at": "2026-06-30T12:00:00"}', "started_at"),
    }
    for name, (data, said, _) in wrong.items():
        drop(folder, name, data)
        if said is not None:
            drop(folder, f"{name}.json", said)
    assert {one for one, _ in watching.look().failed} == set(wrong)
    for name, (data, _, why) in wrong.items():
        assert why in (folder / "failed" / f"{name}.reason.txt").read_text()
        assert (folder / "failed" / name).read_bytes() == data
    assert not door.world.all(Arrival)


def test_links_and_pipes_are_never_read(watching: Watching, folder: Path) -> None:
    secret = drop(folder.parent, "secret.vtt")
    (folder / "soft.vtt").symlink_to(secret)
    (folder / "hard.vtt").hardlink_to(secret)
    os.mkfifo(folder / "pipe.vtt")
    drop(folder, "talk.vtt")
    (folder / "talk.vtt.json").symlink_to(drop(folder.parent, "said.json", b"{}"))
    found = watching.look()
    assert not found.done
    assert {one for one, _ in found.failed} >= {"soft.vtt", "hard.vtt", "pipe.vtt"}
    assert secret.read_bytes() == WORDS


def test_a_done_that_leads_elsewhere_is_not_followed(watching: Watching, folder: Path) -> None:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (folder / "done").symlink_to(elsewhere)
    drop(folder, "talk.vtt")
    watching.look()  # the link itself is put away, unread
    assert not list(elsewhere.iterdir())


def test_what_was_kept_before_a_kill_only_moves(
    door: Door, watching: Watching, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(folder, "talk.vtt")
    monkeypatch.setattr(os, "rename", _killed)
    with pytest.raises(KeyboardInterrupt):
        watching.look()
    monkeypatch.undo()
    assert names(folder) == {"talk.vtt"}
    assert watching.look().done == (("talk.vtt", "waiting"),)
    assert len(door.world.all(Arrival)) == 1


def _killed(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


def test_only_who_runs_sources_asks_and_only_for_a_source_that_is_on(
    door: Door, watching: Watching, world: World
) -> None:
    with pytest.raises(Refused):
        watching.ask(world.by("manager"))
    assert watching.ask(world.by("admin")) == Looked()
    door.sources.switch(door.source.id, world.by("admin"), active=False)
    with pytest.raises(Misconfigured):
        watching.look()


@given(
    st.binary(max_size=200)
    | st.from_regex(r'\A\{"[a-z_]{2,12}": [0-9"\[\]{}a-z-]{1,9}\}\Z').map(str.encode)
)
def test_any_sidecar_is_read_or_refused(raw: bytes) -> None:
    with suppress(Invalid):
        read(raw, "x.json")
