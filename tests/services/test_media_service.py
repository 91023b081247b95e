"""The sound of a call: plain for who reads its words plain, else with silence in their place."""

import wave
from collections.abc import Iterator, Sequence
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.services.conftest import NOW, World
from tests.services.test_call_pages_service import agreed

from revrise.adapters.blobs.local import LocalBlobs
from revrise.adapters.media.silenced import SilencedWav
from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word
from revrise.core.errors import Invalid, NotFound, Refused, Withheld
from revrise.core.people.person import Person
from revrise.services.calls.consents import Consents, SetConsent
from revrise.services.calls.media import Media
from revrise.services.calls.service import Calls
from revrise.services.measures.analysing import Analyst

NAMED = "Ask Ines Ortega, she knows."
SECONDS = 5
LOUD = 1_000


def sound(folder: Path, seconds: int = SECONDS) -> Path:
    """A stereo file, both channels LOUD throughout."""
    path = folder / "call.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 16_000, 0, "NONE", ""))
        file.writeframes(LOUD.to_bytes(2, "little") * 2 * 16_000 * seconds)
    return path


def words(text: str, start: int) -> tuple[Word, ...]:
    return tuple(
        Word(one, start + at * 300, start + at * 300 + 200) for at, one in enumerate(text.split())
    )


@pytest.fixture
def media(world: World, catalogue: Any, tmp_path: Path) -> Media:
    """Four calls of n1: with words and times, with words without, without words, nobody named."""
    blobs = LocalBlobs(tmp_path / "blobs")
    kept = blobs.put("acme", [sound(tmp_path).read_bytes()]).sha256
    speakers = (Speaker("A", "seller", "Sel"), Speaker("B", "buyer", "Ines Ortega"))
    timed = Utterance("B", NAMED, 2_000, 4_000, None, words(NAMED, 2_000))
    lines = {"timed": timed, "untimed": Utterance("B", NAMED), "nobody": Utterance("B", "Yes.")}
    for name in ("timed", "untimed", "nobody", "unheard"):
        world.put(
            Call(name, name, "n1", "north", NOW, "en", name, media_sha256=kept,
                 participants=("A", "B"), duration_ms=SECONDS * 1_000),
            *agreed(name, "n1", "A"), *agreed(name, "n1", "B"),
        )  # fmt: skip
        if name in lines:
            said = Transcript("en", speakers, (lines[name],))
            world.put(CallTranscript(f"w-{name}", name, "n1", "north", said))
    calls = Calls(world.desk, Analyst(catalogue))
    return Media(calls, lambda: blobs, SilencedWav, world.people.on_behalf)


def heard(media: Media, call: str, by: Any) -> bytes:
    found = media.recording(call, by)
    return b"".join(media.part(found, 0, found.size, by))


def frames(file: bytes) -> Sequence[int]:
    with wave.open(BytesIO(file)) as wav:
        assert (wav.getnchannels(), wav.getframerate()) == (1, 16_000)
        return memoryview(wav.readframes(wav.getnframes())).cast("h")


@pytest.mark.parametrize("who", ["n1", "manager"])
def test_who_reads_the_words_plain_hears_the_recording_itself(
    world: World, media: Media, tmp_path: Path, who: str
) -> None:
    for call in ("timed", "untimed", "nobody", "unheard"):
        assert heard(media, call, world.by(who)) == (tmp_path / "call.wav").read_bytes()


def test_a_coach_hears_silence_where_a_name_is_hidden(world: World, media: Media) -> None:
    made = frames(heard(media, "timed", world.by("coach")))
    assert len(made) == SECONDS * 16_000
    at = {second: made[round(second * 16_000)] for second in (0.5, 2.1, 2.4, 2.7, 3.2, 4.9)}
    assert {second for second, loud in at.items() if not loud} == {2.4, 2.7}
    assert all(abs(loud) in (0, LOUD) for loud in at.values())


def test_where_nothing_is_hidden_a_coach_hears_the_recording_itself(
    world: World, media: Media, tmp_path: Path
) -> None:
    assert heard(media, "nobody", world.by("coach")) == (tmp_path / "call.wav").read_bytes()


@pytest.mark.parametrize("call", ["untimed", "unheard"])
def test_a_coach_hears_nothing_while_nobody_can_tell_where(
    world: World, media: Media, call: str
) -> None:
    with pytest.raises(Withheld, match="hidden from you"):
        media.recording(call, world.by("coach"))
    assert world.audited.count("recording.withheld") == 1


def test_a_correction_of_words_names_other_bytes(world: World, media: Media) -> None:
    before = media.recording("timed", world.by("coach"))
    (said,) = [one for one in world.all(CallTranscript) if one.call_id == "timed"]
    later = evolve(said.transcript.utterances[0], words=words(NAMED, 2_500), end_ms=4_500)
    new = evolve(said.transcript, utterances=(later,))
    world.change(evolve(said, transcript=new, version=said.version + 1))
    after = media.recording("timed", world.by("coach"))
    assert before.tag != after.tag
    assert media.recording("timed", world.by("n1")).tag == before.sha256


def test_who_may_not_see_the_call_finds_none(world: World, media: Media) -> None:
    with pytest.raises(NotFound):
        media.recording("timed", world.by("n2"))


class LongBlobs(LocalBlobs):
    """Gives a file in small pieces, as a long one comes."""

    def open(
        self, tenant_id: str, sha256: str, start: int = 0, length: int | None = None
    ) -> Iterator[bytes]:
        whole = b"".join(super().open(tenant_id, sha256, start, length))
        yield from (whole[at : at + 4_096] for at in range(0, len(whole), 4_096))


@pytest.mark.parametrize("who", ["n1", "coach"])
def test_who_listens_while_consent_is_withdrawn_hears_no_more_of_it(
    world: World, media: Media, tmp_path: Path, who: str
) -> None:
    by = world.by(who)
    long = evolve(media, blobs=lambda: LongBlobs(tmp_path / "blobs"))
    found = long.recording("nobody", by)
    playing = long.part(found, 0, found.size, by)
    assert next(playing)
    world.desk.clock.advance(timedelta(seconds=11))
    assert next(playing), "all still agree"
    withdrawn = SetConsent("nobody", "withdrawn", evidence="they rang")
    Consents(world.desk).change(withdrawn, world.by("n1"))
    world.desk.clock.advance(timedelta(seconds=11))
    with pytest.raises(Withheld):
        next(playing)


@pytest.mark.parametrize("change", [{"active": False}, {"roles": ()}])
def test_who_is_put_out_while_they_listen_hears_no_more_of_it(
    world: World, media: Media, tmp_path: Path, change: Any
) -> None:
    """Also who loses the role by which they did."""
    by = world.by("coach")
    long = evolve(media, blobs=lambda: LongBlobs(tmp_path / "blobs"))
    playing = long.part(found := long.recording("nobody", by), 0, found.size, by)
    assert next(playing)
    (coach,) = [one for one in world.all(Person) if one.id == "coach"]
    world.change(evolve(coach, version=coach.version + 1, **change))
    world.desk.clock.advance(timedelta(seconds=11))
    with pytest.raises((Refused, NotFound)):
        next(playing)


def test_who_listens_while_a_name_is_hidden_hears_no_more_until_they_play_it_again(
    world: World, media: Media, tmp_path: Path
) -> None:
    by = world.by("coach")
    long = evolve(media, blobs=lambda: LongBlobs(tmp_path / "blobs"))
    found = long.recording("nobody", by)
    playing = long.part(found, 0, found.size, by)
    assert next(playing)
    (said,) = [one for one in world.all(CallTranscript) if one.call_id == "nobody"]
    later = Utterance("B", NAMED, 2_000, 4_000, None, words(NAMED, 2_000))
    new = evolve(said.transcript, utterances=(later,))
    world.change(evolve(said, transcript=new, version=said.version + 1))
    world.desk.clock.advance(timedelta(seconds=11))
    with pytest.raises(Withheld, match="other parts"):
        next(playing)
    assert long.recording("nobody", by).tag != found.tag


class CountedBlobs(LocalBlobs):
    """Says how many bytes of files were read."""

    read = 0

    def open(
        self, tenant_id: str, sha256: str, start: int = 0, length: int | None = None
    ) -> Iterator[bytes]:
        for chunk in super().open(tenant_id, sha256, start, length):
            self.read += len(chunk)
            yield chunk


def test_of_a_silenced_recording_only_what_is_asked_for_is_read(
    world: World, media: Media, tmp_path: Path
) -> None:
    """Each part that a player asked for copied the whole file."""
    blobs = CountedBlobs(tmp_path / "blobs")
    kept = blobs.put("acme", [sound(tmp_path, 60).read_bytes()]).sha256
    (call,) = [one for one in world.all(Call) if one.id == "timed"]
    world.change(evolve(call, media_sha256=kept, version=call.version + 1))
    counted = evolve(media, blobs=lambda: blobs)
    found = counted.recording("timed", world.by("coach"))
    blobs.read = 0
    part = b"".join(counted.part(found, 64_000, 32_000, world.by("coach")))
    assert len(part) == 32_000
    assert blobs.read < blobs.size("acme", kept) / 2


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sound(tmp_path_factory.mktemp("sound"), 3)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 130_000), st.integers(0, 130_000), st.integers(0, 4_000))
def test_any_part_is_that_of_the_whole(
    recorded: Path, start: int, length: int, longer: int
) -> None:
    """Also where the file is shorter or longer than its transcript."""
    made = SilencedWav(longer, ((100, 250), (900, 1_600)))
    whole = b"".join(made.part(recorded, 0, made.size))
    assert len(whole) == made.size
    length = max(min(length, made.size - start), 0)
    assert b"".join(made.part(recorded, start, length)) == whole[start : start + length]
    tape = frames(whole)
    for second in (0, 0.099, 0.251, 0.5, 1.7, 2.5):
        at = round(second * 16_000)
        assert at >= len(tape) or abs(tape[at]) == LOUD
    assert not any(tape[1_600:4_000])
    assert not any(tape[14_400:25_600])
    assert not any(tape[48_000:])


def test_what_is_no_recording_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "lie.wav").write_bytes(b"RIFF0000WAVE, or so it says")
    with pytest.raises(Invalid):
        list(SilencedWav(1_000, ()).part(tmp_path / "lie.wav", 0, 1_000))
