"""Where somebody speaks, by the silero model that faster-whisper brings along."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from revrise.adapters.media.sound import RATE

LONGEST_S = 30
"""Longer speech is cut at a pause: what Whisper hears at once."""

_BLOCK = 600 * RATE  # bounds the memory of the detector


@frozen
class Stretch:
    """Samples [start, end) at 16 kHz."""

    start: int
    end: int


def speech(samples: NDArray[np.float32]) -> tuple[Stretch, ...]:
    """The stretches of speech in one channel, in order, none longer than about 30 s."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    options = VadOptions(max_speech_duration_s=LONGEST_S)
    return tuple(
        Stretch(start + int(found["start"]), start + int(found["end"]))
        for start in range(0, len(samples), _BLOCK)
        for found in get_speech_timestamps(samples[start : start + _BLOCK], options)
    )


def everything(samples: NDArray[np.float32]) -> tuple[Stretch, ...]:
    """The whole channel in stretches of 30 s, where no detector is wanted."""
    step, length = LONGEST_S * RATE, len(samples)
    return tuple(Stretch(at, min(at + step, length)) for at in range(0, length, step))
