"""Where somebody speaks, by the silero model that faster-whisper brings along."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from revrise.adapters.media import arithmetic
from revrise.adapters.media.frames import RATE

LONGEST_S = 30
"""Longer speech is cut at a pause: what Whisper hears at once."""

_EDGE = RATE // 2  # what is padded at the end of a stretch, and a little
_MS = RATE // 1000


@frozen
class Stretch:
    """Samples [start, end) at 16 kHz."""

    start: int
    end: int


@frozen
class Piece:
    """Samples of a channel up to `end`, a whole ms where nobody speaks, and the speech in them."""

    end: int
    stretches: tuple[Stretch, ...]


def piece(samples: NDArray[np.float32], start: int, *, more: bool, detect: bool = True) -> Piece:
    """What is in `samples`, which begin at `start` of their channel.

    Where `more` follow, somebody who is still speaking at the end is left to the next piece.
    """
    end = start + len(samples)
    found = [
        Stretch(start + one.start, start + one.end)
        for one in (_detected(samples) if detect else everything(samples))
    ]
    if more and len(found) > 1 and found[-1].end > end - _EDGE:
        end = found.pop().start
        end -= end % _MS
    return Piece(end, tuple(found))


def _detected(samples: NDArray[np.float32]) -> tuple[Stretch, ...]:
    arithmetic.choose()
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    options = VadOptions(max_speech_duration_s=LONGEST_S)
    found = get_speech_timestamps(samples, options)
    return tuple(Stretch(int(one["start"]), int(one["end"])) for one in found)


def everything(samples: NDArray[np.float32]) -> tuple[Stretch, ...]:
    """The whole channel in stretches of 30 s, where no detector is wanted."""
    step, length = LONGEST_S * RATE, len(samples)
    return tuple(Stretch(at, min(at + step, length)) for at in range(0, length, step))
