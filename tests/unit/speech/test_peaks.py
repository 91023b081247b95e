"""A recording as a picture: loud where it is loud, per channel."""

import math
import struct
import wave
from pathlib import Path

import pytest

from revrise.adapters.media.peaks import peaks
from revrise.core.conversations.waveform import POINTS
from revrise.core.errors import Invalid

RATE = 8_000


def recording(path: Path, seconds: int = 4) -> Path:
    """Two channels: the left sounds in the first half, the right in the second."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for at in range(RATE * seconds):
            loud = int(16_000 * math.sin(at / 5))
            first = at < RATE * seconds / 2
            file.writeframesraw(struct.pack("<hh", loud if first else 0, 0 if first else loud))
    return path


def test_each_channel_is_loud_where_it_speaks(tmp_path: Path) -> None:
    drawn = peaks(recording(tmp_path / "call.wav"))
    left, right = drawn.points()
    assert (drawn.length_ms, len(left), len(right)) == (4_000, POINTS, POINTS)
    assert min(left[:200]) > 0.4
    assert max(left[280:]) < 0.05
    assert max(right[:200]) < 0.05
    assert min(right[280:]) > 0.4
    assert all(0 <= value <= 1 for value in (*left, *right))


def test_what_is_no_recording_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.wav"
    path.write_bytes(b"RIFF nothing")
    with pytest.raises(Invalid):
        peaks(path)
