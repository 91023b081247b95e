"""Clips: cut from a call one sees, offered to others, read and heard only under its consent."""

import wave
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.services.conftest import NOW, World
from tests.services.test_call_pages_service import agreed

from revrise.adapters.blobs.local import LocalBlobs
from revrise.core.coaching.clip import LONGEST_MS, SHORTEST_MS, Clip, span
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.errors import Conflict, Invalid, NotFound, Withheld
from revrise.core.governance.consent import Consent
from revrise.services.calls.service import Calls
from revrise.services.clips.clip_playing import ClipPlaying
from revrise.services.clips.service import ChangeClip, Clips, CutClip
from revrise.services.measures.analysing import Analyst

SAID = (
    Utterance("A", "What does that cost you?", 0, 4_000),
    Utterance("B", "Ask Ines Ortega, she knows.", 4_000, 8_000),
    Utterance("A", "When could we?", 8_000, 12_000),
)


class Desks:
    """The services, and what was asked of the cutter."""

    def __init__(self, world: World, catalogue: Any, folder: Path) -> None:
        blobs = LocalBlobs(folder)
        kept = blobs.put("acme", [b"sound"]).sha256
        self.asked: list[Any] = []
        words = Transcript(
            "en", (Speaker("A", "seller", "Sel"), Speaker("B", "buyer", "Ines Ortega")), SAID
        )
        world.put(
            Call("c1", "c1", "n1", "north", NOW, "en", "c1", media_sha256=kept,
                 participants=("A", "B"), duration_ms=12_000),
            Call("mute", "mute", "n1", "north", NOW, "en", "mute", participants=("A",)),
            CallTranscript("w1", "c1", "n1", "north", words),
            *agreed("c1", "n1", "A"), *agreed("c1", "n1", "B"),
        )  # fmt: skip
        self.clips = Clips(Calls(world.desk, Analyst(catalogue)))
        self.playing = ClipPlaying(world.desk, lambda: blobs, self._cut)

    def _cut(self, file: BinaryIO, wanted: Any, silent: Any) -> bytes:
        self.asked.append((file.read(), wanted, tuple(silent)))
        return b"part"


@pytest.fixture
def desks(world: World, catalogue: Any, tmp_path: Path) -> Desks:
    return Desks(world, catalogue, tmp_path / "blobs")


COMMAND = CutClip("c1", 0, 8_000, " Asks first ", "Listen.", token="t")


def test_a_clip_gives_the_lines_within_it_and_its_sound_alone(world: World, desks: Desks) -> None:
    made = desks.clips.cut(COMMAND, world.by("coach"))
    view = desks.playing.show(made.id, world.by("n1"))
    assert [one.text for one in view.lines] == [one.text for one in SAID[:2]]
    assert (view.clip.title, view.sound, view.allowed) == ("Asks first", True, True)
    assert desks.playing.sound(made.id, world.by("n1")) == b"part"
    assert desks.asked == [(b"sound", (0, 8_000), ())]


def test_the_same_form_cuts_once(world: World, desks: Desks) -> None:
    first = desks.clips.cut(COMMAND, world.by("coach"))
    assert desks.clips.cut(COMMAND, world.by("coach")) == first
    assert len(world.all(Clip)) == 1


def test_a_teammate_sees_it_once_it_is_offered_without_names_in_words_or_sound(
    world: World, desks: Desks
) -> None:
    made, mate = desks.clips.cut(COMMAND, world.by("n1")), world.by("n2")
    with pytest.raises(NotFound):
        desks.playing.show(made.id, mate)
    desks.clips.change(ChangeClip(made.id, 1, made.title, "", "team"), world.by("n1"))
    view = desks.playing.show(made.id, mate)
    assert view.lines[0].text == SAID[0].text
    assert "Ortega" not in view.lines[1].text
    assert (view.call, view.clip.call_id, desks.clips.list(mate)[0].call_id) == ("", "", "")
    desks.playing.sound(made.id, mate)
    assert desks.asked[-1][2] == ((4_000, 8_000),)
    with pytest.raises(NotFound):
        desks.clips.remove(made.id, 2, mate)


def test_without_consent_nothing_is_cut_shown_or_heard(world: World, desks: Desks) -> None:
    made = desks.clips.cut(COMMAND, world.by("n1"))
    with pytest.raises(Withheld):
        desks.clips.cut(evolve(COMMAND, call_id="mute"), world.by("n1"))
    for one in world.all(Consent):
        world.change(evolve(one, withdrawn_at=NOW, version=one.version + 1))
    view = desks.playing.show(made.id, world.by("n1"))
    assert (view.allowed, view.lines, view.sound) == (False, (), False)
    with pytest.raises(Withheld):
        desks.playing.sound(made.id, world.by("n1"))


def test_it_is_for_nobody_beside_and_changes_by_version(world: World, desks: Desks) -> None:
    made = desks.clips.cut(COMMAND, world.by("coach"))
    with pytest.raises(NotFound):
        desks.clips.cut(COMMAND, world.by("n2"))
    with pytest.raises(Conflict):
        desks.clips.remove(made.id, 7, world.by("n1"))
    desks.clips.remove(made.id, 1, world.by("n1"))
    assert not desks.clips.list(world.by("coach"), "c1")


@given(
    st.integers(-9, 9_000_000), st.integers(-9, 9_000_000), st.integers(1, 8_000_000) | st.none()
)
def test_a_stretch_lies_within_its_call(start: int, end: int, length: int | None) -> None:
    try:
        first, last = span(start, end, length)
    except Invalid:
        return
    assert 0 <= first < last <= (length or last)
    assert SHORTEST_MS <= last - first <= LONGEST_MS


def test_a_stretch_of_a_recording_is_a_file_of_its_own_with_silence_in_it(tmp_path: Path) -> None:
    from revrise.adapters.media.cutting import cut

    path = tmp_path / "call.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 16_000, 0, "NONE", ""))
        for second in range(4):
            file.writeframes((1_000 * (second + 1)).to_bytes(2, "little") * 2 * 16_000)
    made = cut(path, (1_500, 3_000), [(2_000, 2_500)])
    with wave.open(BytesIO(made)) as file:
        assert (file.getnchannels(), file.getnframes()) == (2, 24_000)
        rows = file.readframes(24_000)
    heard = [int.from_bytes(rows[at * 4 : at * 4 + 2], "little") for at in (100, 12_000, 20_000)]
    assert heard == [2_000, 0, 3_000]
