"""Which channels of a recording are worth hearing, and whether they are two sides."""

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from revrise.adapters.media.frames import RATE
from revrise.adapters.media.sound import Samples, Sound

SAME = 0.9
"""Channels whose correlation reaches this are one and the same sound."""

_SILENT_RMS = 33.0  # -60 dBFS in 16-bit samples
_BLOCK = 1 << 15  # about 2 s
_BLOCKS = 64
_LAG = RATE // 50  # 20 ms, more than any pair of microphones in one room


@frozen
class Channels:
    """`heard` numbers the channels to transcribe; `separate` when each is a side of its own."""

    heard: tuple[int, ...]
    separate: bool


def channels(sound: Sound) -> Channels:
    """Mono, or the same sound twice: channel 0. Two sounds: those that are not silent."""
    loud = tuple(n for n, samples in enumerate(sound.channels) if not _silent(samples))
    if len(sound.channels) == 1:
        return Channels(loud, separate=False)
    if len(loud) > 1 and similarity(*sound.channels[:2]) >= SAME:
        return Channels((0,), separate=False)
    return Channels(loud, separate=True)


def similarity(left: Samples, right: Samples) -> float:
    """Largest absolute normalised cross-correlation within 20 ms, 0 to 1.

    Over at most 64 blocks of 2 s spread evenly, so that the cost does not grow with length.
    """
    size = 2 * _BLOCK
    spectrum = np.zeros(size // 2 + 1, np.complex128)
    energy = np.zeros(2)
    for start in _starts(len(left)):
        a, b = (_centred(side[start : start + _BLOCK]) for side in (left, right))
        energy += (a @ a, b @ b)
        spectrum += np.conj(np.fft.rfft(a, size)) * np.fft.rfft(b, size)
    if not energy.all():
        return 0.0
    lags = np.fft.irfft(spectrum, size)
    near = np.concatenate((lags[: _LAG + 1], lags[-_LAG:]))
    return float(np.abs(near).max() / np.sqrt(energy.prod()))


def _starts(length: int) -> list[int]:
    count = min(_BLOCKS, max(1, length // _BLOCK))
    return [round(at) for at in np.linspace(0, max(0, length - _BLOCK), count)]


def _centred(samples: NDArray[np.int16]) -> NDArray[np.float64]:
    block = samples.astype(np.float64)
    block -= block.mean()
    return block


def _silent(samples: Samples) -> bool:
    """Whether every tenth of a second is below -60 dBFS."""
    tenth = RATE // 10
    for start in range(0, len(samples), 600 * tenth):
        block = samples[start : start + 600 * tenth].astype(np.float32)
        block = np.pad(block, (0, -len(block) % tenth)).reshape(-1, tenth)
        if (block**2).mean(axis=1).max() >= _SILENT_RMS**2:
            return False
    return True
