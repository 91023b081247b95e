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


@pytest.mark.parametrize("codec", ["adpcm_ms", "adpcm_ima_wav", "pcm_mulaw"])
def test_what_is_hidden_is_silent_wherever_somebody_begins_to_listen(
    tmp_path: Path, codec: str
) -> None:
    """A beep every ten seconds, hidden; a call page asks for any part of the file."""
    path, place = tmp_path / "beeps.wav", np.arange(100 * 16_000) / 16_000
    beeps = np.where((place % 10 > 7.1) & (place % 10 < 7.6), np.sin(2 * np.pi * 700 * place), 0)
    written(path, (LOUD * beeps).astype("<i2"), codec)
    silent = [(at * 1_000 + 7_100, at * 1_000 + 7_620) for at in range(0, 100, 10)]
    wav = SilencedWav(100_000, silent)
    for start in (44, 44 + 35 * 32_000, 44 + 95 * 32_000):
        heard = np.frombuffer(b"".join(wav.part(path, start, wav.size - start)), "<i2")
        assert np.abs(heard.astype(np.int32)).max() < LOUD / 20
    assert np.abs(samples(cut(path, (87_100, 87_600)))).mean() > LOUD / 2


def written(path: Path, sound: NDArray[np.int16], codec: str) -> None:
    import av

    with av.open(str(path), "w", format="wav") as out:
        stream = out.add_stream(codec, rate=16_000, layout="mono")
        form, size = stream.codec_context.format.name, stream.codec_context.frame_size or 1_024
        frame = av.AudioFrame.from_ndarray(sound.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = 16_000
        fit = av.AudioResampler(format=form, layout="mono", rate=16_000, frame_size=size)
        for part in [*fit.resample(frame), *fit.resample(None)]:
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))


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
