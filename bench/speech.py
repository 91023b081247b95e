"""What the way from a file to a transcript costs beside faster-whisper alone, and its memory.

Run: python -m bench.speech [minutes]. Baseline: the same model, the same file, the same options,
in the same process. The model reads out a script (tests/support), so the engine's share is small
and ours looks large: with a real model the ratio is nearer to 1.
"""

import os
import resource
import subprocess
import sys
import wave
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

ROUNDS, RATE = 3, 16_000
DATA = Path(os.environ.get("REVRISE_SHARED_DATA", "../shared/data"))
CLIP = DATA / "audio/wenet/test/resources/librispeech-1995-1837-0001.wav"
WORDS = tuple(f" word{number}" for number in range(24))


def recording(path: Path, minutes: int) -> Path:
    """Nine seconds of speech and three of silence, again and again."""
    with wave.open(str(CLIP), "rb") as source, wave.open(str(path), "wb") as target:
        target.setparams(source.getparams())
        once = source.readframes(source.getnframes()) + bytes(2 * RATE * 3)
        for _ in range(minutes * 60 * RATE * 2 // len(once)):
            target.writeframes(once)
    return path


def model(folder: Path) -> Path:
    """A real model that says the same in every window of half a minute."""
    from tests.support.scripted_whisper import Script, write

    return write(folder / "model", Script(WORDS, seconds=28.0))


def ours(folder: Path) -> Callable[[Path], Any]:
    """The pipeline."""
    from revrise.adapters.whisper.config import WhisperConfig
    from revrise.adapters.whisper.transcriber import transcriber

    config = WhisperConfig(str(folder), device="cpu", compute_type="int8", threads=1)
    return transcriber(config).transcribe


def theirs(folder: Path) -> Callable[[Path], Any]:
    """faster-whisper with its own decoding and speech detection."""
    from revrise.adapters.media import arithmetic

    arithmetic.choose()
    from faster_whisper import WhisperModel

    engine = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)

    def hear(path: Path) -> Any:
        found, _ = engine.transcribe(
            str(path),
            vad_filter=True,
            vad_parameters={"max_speech_duration_s": 30},
            word_timestamps=True,
            condition_on_previous_text=False,
        )
        return list(found)

    return hear


def overhead(minutes: int) -> float | None:
    """Seconds of CPU, ours ÷ theirs; None without real speech."""
    if not CLIP.is_file():
        return None
    with TemporaryDirectory() as at:
        folder = Path(at)
        path, built = recording(folder / "call.wav", minutes), model(folder)
        ways = {"faster-whisper": theirs(built), "the pipeline": ours(built)}
        best = dict.fromkeys(ways, float("inf"))
        for _ in range(ROUNDS):
            for name, hear in ways.items():
                started = process_time()
                hear(path)
                best[name] = min(best[name], process_time() - started)
    for name, seconds in best.items():
        print(f"{name:16} {seconds:8.2f} s of CPU for {minutes} min of sound")
    return best["the pipeline"] / best["faster-whisper"]


def growth(minutes: int) -> float | None:
    """Largest resident size of eight times the length ÷ that of `minutes`."""
    if not CLIP.is_file():
        return None
    short, long = _resident(minutes), _resident(8 * minutes)
    print(f"{minutes} min: {short:.0f} MB, {8 * minutes} min: {long:.0f} MB")
    return long / short


@cache
def _resident(minutes: int) -> float:
    command = [sys.executable, "-m", "bench.speech", "--resident", str(minutes)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _hear(minutes: int) -> None:
    with TemporaryDirectory() as at:
        folder = Path(at)
        ours(model(folder))(recording(folder / "call.wav", minutes))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--resident"]:
        _hear(int(sys.argv[2]))
    else:
        wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 10
        print(f"ratio {overhead(wanted)}")
        print(f"memory {growth(wanted)}")
