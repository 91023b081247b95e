"""Recordings are decoded beside the server: what they do there is done to nobody else."""

import os
import time
import wave
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

import pytest
from attrs import evolve

from revrise.adapters.apart.decoders import Decoders
from revrise.adapters.apart.sounds import Apart, SoundsApart
from revrise.adapters.media.cutting import cut
from revrise.adapters.media.limits import Limits
from revrise.adapters.media.peaks import peaks
from revrise.adapters.media.silenced import SilencedWav
from revrise.core.errors import Busy, Invalid, Retriable

RATE, SECONDS = 16_000, 70


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Longer than a window: a saw of 70 s."""
    path = tmp_path_factory.mktemp("sound") / "call.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(
            b"".join(((n * 7) % 30_000).to_bytes(2, "little") for n in range(RATE)) * SECONDS
        )
    return path


@pytest.fixture(scope="module")
def one() -> Decoders:
    return Decoders(at_once=1, waiting=0, cpu_s=1, wall_s=30)


# What a decoder may do; each is done in its process.
def size(file: BinaryIO) -> int:
    return len(file.read())


def crashes(_: BinaryIO) -> None:
    os.abort()


def leaves(_: BinaryIO) -> None:
    os._exit(3)


def spins(_: BinaryIO) -> None:
    while True:
        pass


def swells(_: BinaryIO) -> int:
    return len(bytearray(3 << 30))


def refuses(_: BinaryIO) -> None:
    raise Invalid("no sound", culprit="x", remedy="y")


def dawdles(_: BinaryIO, seconds: float) -> str:
    time.sleep(seconds)
    return "done"


@pytest.mark.parametrize(
    ("work", "error", "said"),
    [
        (crashes, Invalid, "ends the decoder .SIGABRT"),
        (leaves, Invalid, "ends the decoder .code 3"),
        (spins, Invalid, "takes too long to decode"),
        (swells, RuntimeError, "MemoryError"),
        (refuses, Invalid, "no sound"),
    ],
)
def test_what_a_recording_does_to_its_decoder_is_said_and_the_next_is_decoded(
    one: Decoders, work: Any, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        one.run(work, BytesIO(b"RIFF"))
    assert one.run(size, BytesIO(b"RIFF" * 100_000)) == 400_000


def test_one_that_takes_for_ever_is_ended(one: Decoders) -> None:
    hurried = evolve(one, wall_s=2.0)
    with pytest.raises(Retriable, match="longer than 2 s"):
        hurried.run(dawdles, BytesIO(b""), 60)


def test_who_comes_when_too_many_wait_is_told_at_once(one: Decoders) -> None:
    first = Thread(target=one.run, args=(dawdles, BytesIO(b""), 3))
    first.start()
    time.sleep(1)
    with pytest.raises(Busy, match="at this moment"):
        one.run(size, BytesIO(b""))
    first.join()
    assert one.run(size, BytesIO(b"1")) == 1


def test_a_store_that_fails_meanwhile_is_said_and_the_next_is_decoded(one: Decoders) -> None:
    class Broken(BytesIO):
        def read(self, _: Any = -1) -> bytes:
            raise Retriable("the store is away")

    with pytest.raises(Retriable, match="the store is away"):
        one.run(size, Broken(b"RIFF"))
    assert one.run(size, BytesIO(b"RIFF")) == 4


def test_pictures_clips_and_silenced_recordings_are_those_made_here(recorded: Path) -> None:
    sounds, silent = SoundsApart(Limits()), ((500, 900), (40_000, 40_400))
    with recorded.open("rb") as file:
        assert sounds.draw(file) == peaks(recorded)
        assert sounds.cut(file, (200, 1_200), silent) == cut(recorded, (200, 1_200), silent)
        made, here = sounds.silence(SECONDS * 1_000, silent), SilencedWav(SECONDS * 1_000, silent)
        assert (made.size, made.head) == (here.size, here.head)
        whole = b"".join(here.part(recorded, 0, here.size))
        assert b"".join(made.part(file, 0, made.size)) == whole
        assert b"".join(made.part(file, 1_000_001, 70_000)) == whole[1_000_001:1_070_001]


def test_who_stops_listening_in_the_middle_holds_no_decoder(one: Decoders, recorded: Path) -> None:
    made = Apart(SilencedWav(SECONDS * 1_000, ()), evolve(one, cpu_s=20))
    with recorded.open("rb") as file, recorded.open("rb") as other:
        halfway = made.part(file, 0, made.size)
        assert next(halfway)
        assert len(b"".join(made.part(other, 0, 1_000))) == 1_000


def test_a_recording_cut_off_in_the_middle_is_refused(recorded: Path, tmp_path: Path) -> None:
    (path := tmp_path / "half.wav").write_bytes(recorded.read_bytes()[:60_000])
    sounds = SoundsApart(Limits())
    with path.open("rb") as file, pytest.raises(Invalid, match="the recording: ends early"):
        sounds.draw(file)
