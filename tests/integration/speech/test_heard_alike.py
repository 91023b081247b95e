"""Clips and silenced recordings sound as the recording does, whatever its rate."""

import wave
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from revrise.adapters.media.cutting import cut
from revrise.adapters.media.silenced import SilencedWav
from revrise.adapters.media.sound import decode

LOUD, SECONDS = 12_000, 3
SILENT = (1_000, 1_500)
HEARD = np.r_[0 : SILENT[0] * 16, SILENT[1] * 16 : SECONDS * 16_000]


@pytest.fixture(params=[8_000, 16_000, 44_100, 48_000])
def tone(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A4 at some rate."""
    place = np.arange(SECONDS * request.param) / request.param
    path = tmp_path / "tone.wav"
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(request.param)
        out.writeframes((LOUD * np.sin(2 * np.pi * 440 * place)).astype("<i2").tobytes())
    return path


def samples(content: bytes) -> NDArray[np.int32]:
    with wave.open(BytesIO(content)) as file:
        return np.frombuffer(file.readframes(1 << 30), "<i2").astype(np.int32)


def test_what_is_not_silenced_is_what_was_recorded(tone: Path) -> None:
    whole = decode(tone).channels[0][: SECONDS * 16_000].astype(np.int32)
    wav = SilencedWav(SECONDS * 1_000, [SILENT])
    found = samples(b"".join(wav.part(tone, 0, wav.size)))
    assert np.abs(found - whole)[HEARD].max() < LOUD / 100
    assert not found[SILENT[0] * 16 : SILENT[1] * 16].any()


def test_a_clip_is_what_was_recorded(tone: Path) -> None:
    whole = decode(tone).channels[0][: SECONDS * 16_000].astype(np.int32)
    found = samples(cut(tone, (500, 2_500)))
    assert np.abs(found - whole[500 * 16 : 2_500 * 16]).max() < LOUD / 5
    assert np.abs(found - whole[500 * 16 : 2_500 * 16]).mean() < LOUD / 50
