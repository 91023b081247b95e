"""Speaks calls of the demo company, so that they can be heard and their waveform is seen.

Run: python -m tools.speak, where espeak-ng is installed; it writes `demo/assets/spoken/*.ogg` anew.
A recording is named after the words it speaks (`recording.spoken`): after a change of the demo's
phrases or dice nobody finds the old one, and a test says so.
"""

import io
import subprocess
import wave
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from revrise.apps.demo.call import Call
from revrise.apps.demo.company import Company
from revrise.apps.demo.recording import digest
from revrise.apps.demo.simulation import generate
from revrise.core.conversations.transcript import Utterance

_FOLDER = Path(__file__).parent.parent / "apps/revrise/apps/demo/assets/spoken"
_VOICES = {
    ("en", 0): ("en-us", 45),
    ("en", 1): ("en-gb", 60),
    ("zh", 0): ("cmn", 45),
    ("zh", 1): ("cmn", 65),
}
_LONGEST_MS = 240_000
_PACE, _SLOWEST, _FASTEST = 175, 90, 420  # words a minute, as espeak-ng counts them
_RATE, _KEPT_RATE, _BITS = 22_050, 16_000, 24000
_QUIET = 200


def main() -> None:
    """One call of each language."""
    company = generate()
    _FOLDER.mkdir(exist_ok=True)
    for old in _FOLDER.glob("*.ogg"):
        old.unlink()
    for language in ("en", "zh"):
        call = _newest(company, language)
        said = call.transcript()
        path = _FOLDER / f"{digest(said)}.ogg"
        sound = np.zeros((2, (said.duration_ms or 0) * _RATE // 1_000), np.int16)
        for one in said.utterances:
            _lay(sound, one, language)
        _write(path, sound)
        print(call.id, language, said.duration_ms, path.name, path.stat().st_size)


def _newest(company: Company, language: str) -> Call:
    """That everybody let record and coach on, and that is no longer than four minutes."""
    return next(
        one
        for one in reversed(company.calls)
        if one.transcribed
        and one.language == language
        and all(one.allowed(purpose) for purpose in ("record", "transcribe", "analyse", "coach"))
        and (one.transcript().duration_ms or 0) <= _LONGEST_MS
    )


def _lay(sound: NDArray[np.int16], said: Utterance, language: str) -> None:
    """A line where it is said, at the pace that fills its time."""
    assert said.start_ms is not None
    assert said.end_ms is not None
    assert said.channel is not None
    start, room = (ms * _RATE // 1_000 for ms in (said.start_ms, said.end_ms - said.start_ms))
    voice = _VOICES[language, said.channel]
    pace = _PACE
    for _ in range(3):
        heard = _voiced(said.text, *voice, pace)
        pace = min(max(round(pace * len(heard) / room), _SLOWEST), _FASTEST)
    heard = heard[: min(room, sound.shape[1] - start)]
    sound[said.channel, start : start + len(heard)] = heard


def _voiced(text: str, voice: str, pitch: int, pace: int) -> NDArray[np.int16]:
    """What espeak-ng makes of it, without the silence around."""
    told = ["espeak-ng", "-v", voice, "-p", str(pitch), "-s", str(pace), "--stdout", text]
    with wave.open(
        io.BytesIO(subprocess.run(told, check=True, capture_output=True).stdout)
    ) as file:
        samples = np.frombuffer(file.readframes(1 << 30), np.int16)
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > _QUIET)
    return samples[loud[0] : loud[-1] + 1] if len(loud) else samples[:0]


def _write(path: Path, sound: NDArray[np.int16]) -> None:
    with av.open(str(path), "w", format="ogg") as file:
        stream = file.add_stream("libopus", rate=_KEPT_RATE, layout="stereo")
        stream.bit_rate = _BITS
        convert = av.AudioResampler(format="s16", layout="stereo", rate=_KEPT_RATE)
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(sound.T.reshape(1, -1)), format="s16", layout="stereo"
        )
        frame.sample_rate = _RATE
        for part in [*convert.resample(frame), *convert.resample(None)]:
            file.mux(stream.encode(part))
        file.mux(stream.encode(None))


if __name__ == "__main__":
    main()
