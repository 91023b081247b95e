"""A recording with silence in places, as a WAV file of known length, made part by part."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from struct import pack

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from revrise.adapters.media.cutting import Span, blocks
from revrise.adapters.media.frames import RATE
from revrise.adapters.media.limits import Limits
from revrise.adapters.media.probe import Origin, opened

Samples = NDArray[np.int16]
# What is made at once where it is made by windows: half a minute.
_WINDOW, _PIECE = 30 * RATE * 2, 1 << 16
Make = Callable[..., bytes]
_WIDTH = 2
_HEAD = 44


@frozen
class SilencedWav:
    """One channel, 16 kHz, 16 bit; `silent` are spans in ms, in order and apart."""

    duration_ms: int
    silent: Sequence[Span]
    limits: Limits = Limits()
    _starts: Sequence[int] = field(init=False)

    @_starts.default
    def _(self) -> Sequence[int]:
        return [start * RATE // 1_000 for start, _ in self.silent]

    @property
    def size(self) -> int:
        """In bytes."""
        return _HEAD + self._samples * _WIDTH

    @property
    def head(self) -> bytes:
        """What the file begins with."""
        data = self._samples * _WIDTH
        fields = (
            b"WAVE",
            b"fmt ",
            16,
            1,
            1,
            RATE,
            RATE * _WIDTH,
            _WIDTH,
            8 * _WIDTH,
            b"data",
            data,
        )
        return pack("<4sI4s4sIHHIIHH4sI", b"RIFF", data + _HEAD - 8, *fields)

    def windows(self, make: Make, path: Origin, start: int, length: int) -> Iterator[bytes]:
        """As `part`, made by `make(made_of, path, wav, start, length)` a window at a time.

        Who reads slowly holds nothing meanwhile.
        """
        for at in range(start, start + length, _WINDOW):
            window = make(made_of, path, self, at, min(_WINDOW, start + length - at))
            yield from (window[one : one + _PIECE] for one in range(0, len(window), _PIECE))

    def part(self, path: Origin, start: int, length: int) -> Iterator[bytes]:
        """Bytes from `start` on, made from the recording at `path` as they are asked for.

        Silence too where it cannot be read, or is shorter. Raises as `probe`.
        """
        if start < _HEAD:
            yield self.head[start : start + length]
        first, end = max(start - _HEAD, 0), start + length - _HEAD
        skip, left = first % _WIDTH, end - first
        for piece in self._heard(path, first // _WIDTH, -(-end // _WIDTH)) if left > 0 else ():
            found = piece.tobytes()[skip : skip + left]
            skip, left = 0, left - len(found)
            yield found

    @property
    def _samples(self) -> int:
        return self.duration_ms * RATE // 1_000

    def _heard(self, path: Origin, first: int, last: int) -> Iterator[Samples]:
        """Samples from `first` to before `last`, each once."""
        from av import FFmpegError

        at = first
        with opened(path, self.limits) as (_, container):
            try:
                for place, block in blocks(container, first * 1_000 // RATE, "mono"):
                    if place >= last:
                        break
                    yield from _nothing(min(place, last) - at)
                    at = max(at, place)
                    piece = block[0, at - place : last - place].copy()
                    if len(piece):
                        self._silence(piece, at)
                        yield piece
                        at += len(piece)
            except (FFmpegError, ValueError):
                pass  # what comes after the head cannot be taken back: the rest is silence
        yield from _nothing(last - at)

    def _silence(self, piece: Samples, at: int) -> None:
        end = at + len(piece)
        place = max(bisect_right(self._starts, at) - 1, 0)
        for start, stop in self.silent[place:]:
            begin = start * RATE // 1_000
            if begin >= end:
                return
            piece[max(begin - at, 0) : max(stop * RATE // 1_000 - at, 0)] = 0


def made_of(path: Origin, wav: SilencedWav, start: int, length: int) -> bytes:
    """A part as a whole."""
    return b"".join(wav.part(path, start, length))


def _nothing(samples: int) -> Iterator[Samples]:
    """So much silence, a second at a time."""
    for left in range(max(samples, 0), 0, -RATE):
        yield np.zeros(min(left, RATE), np.int16)
