"""A recording drawn small: the loudest moment of each stretch, for every channel."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from revrise.adapters.media.frames import RATE
from revrise.adapters.media.limits import Limits
from revrise.adapters.media.probe import Origin
from revrise.adapters.media.sound import record
from revrise.core.conversations.waveform import STRETCHES, Waveform

_FULL = 32_768
# Stretches that are kept while it is not known how long it gets; taken together two by two.
_MOST = 1 << 16


def peaks(path: Origin, limits: Limits = Limits()) -> Waveform:
    """Its waveform.

    Takes the same memory and no disk, however long it is. Raises Invalid as `decode`.
    """
    rows = record(path, _Loudness, limits)
    drawn = (tuple(row.drawn(STRETCHES)) for row in rows)
    return Waveform(round(len(rows[0]) * 1_000 / RATE), tuple(drawn))


class _Loudness:
    """The loudest sample of stretches of one length, which doubles as the recording goes on."""

    def __init__(self) -> None:
        self._loud: NDArray[np.int32] = np.zeros(_MOST, np.int32)
        self._width, self._length = 1, 0

    def __len__(self) -> int:
        return self._length

    def add(self, samples: NDArray[np.int16]) -> None:
        """See Row."""
        if not len(samples):
            return
        start = self._length
        self._grow(len(samples))
        first = start // self._width
        edges = np.arange(first * self._width, self._length, self._width) - start
        loud = np.maximum.reduceat(np.abs(samples.astype(np.int32)), np.maximum(edges, 0))
        there = self._loud[first : first + len(loud)]
        np.maximum(there, loud, out=there)

    def silence(self, samples: int) -> None:
        """See Row."""
        self._grow(samples)

    def whole(self) -> None:
        """See Row."""

    def drawn(self, count: int) -> list[float]:
        """The loudest of each of `count` stretches."""
        used = -(-self._length // self._width)
        edges = np.linspace(0, used, count + 1).astype(int)
        loud = (self._loud[a:b].max() if b > a else 0 for a, b in pairwise(edges))
        return [round(float(one) / _FULL, 3) for one in loud]

    def _grow(self, samples: int) -> None:
        self._length += samples
        while self._length > _MOST * self._width:
            self._loud = np.append(
                self._loud.reshape(-1, 2).max(axis=1), np.zeros(_MOST // 2, np.int32)
            )
            self._width *= 2
