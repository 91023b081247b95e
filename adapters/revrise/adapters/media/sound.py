"""The sound of a recording: 16 kHz, one row of samples per channel."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import numpy as np
from attrs import define, frozen
from numpy.typing import NDArray

from revrise.adapters.media.frames import RATE, Resampler, frames
from revrise.adapters.media.limits import Limits
from revrise.adapters.media.probe import (
    Origin,
    Probe,
    cut_short,
    named,
    opened,
    too_long,
    unreadable,
)
from revrise.adapters.media.tape import Tape
from revrise.core.errors import Invalid
from revrise.core.quiet import quiet

_LAYOUTS = {1: "mono", 2: "stereo"}
_JUMP_S = 0.1  # a hole in the time stamps this long is silence nobody recorded
_SLACK_MS = 1_000
_BEAT = 60 * RATE  # samples of a channel between two signs of life

Samples = NDArray[np.int16] | Tape


@frozen(eq=False)
class Sound:
    """16-bit samples by channel, all of one length, read by slices."""

    channels: tuple[Samples, ...]

    @property
    def duration_ms(self) -> int:
        """Length in ms."""
        return round(len(self.channels[0]) * 1000 / RATE)

    def __len__(self) -> int:
        return len(self.channels[0])

    def samples(self, channel: int, start: int = 0, stop: int | None = None) -> NDArray[np.float32]:
        """A stretch of one channel as floats from -1 to 1, a fresh array."""
        samples = self.channels[channel][start:stop].astype(np.float32)
        samples /= np.float32(32768)
        return samples


class Row(Protocol):
    """What takes the sound of one channel, in order."""

    def __len__(self) -> int:
        """Samples so far."""
        ...

    def add(self, samples: NDArray[np.int16]) -> None:
        """These come next."""
        ...

    def silence(self, samples: int) -> None:
        """So much silence comes next."""
        ...

    def whole(self) -> None:
        """Nothing comes any more."""
        ...


R = TypeVar("R", bound=Row)


def decode(
    path: Origin,
    limits: Limits = Limits(),
    alive: Callable[[], None] = quiet,
) -> Sound:
    """Reads a recording frame by frame. Raises as `probe`, and Invalid for one cut short.

    The sound lies in temporary files: memory stays the same whatever the length. `alive` is told
    with every minute of it: ten hours take a slow machine longer than anybody waits in silence.
    """
    return Sound(record(path, Tape, limits, alive))


def record(
    path: Origin, row: Callable[[], R], limits: Limits, alive: Callable[[], None] = quiet
) -> tuple[R, ...]:
    """Hands the sound of each channel to a row, as it is decoded. Raises as `decode`.

    Holes in the time stamps become silence, so that times are those a player shows. Broken
    frames are passed over while nothing larger is missing.
    """
    with opened(path, limits) as (probe, container):
        rows = tuple(row() for _ in range(probe.channels))
        tape = _Tapes(rows, limits.most_ms * RATE // 1_000, path, limits, alive)
        from av import FFmpegError

        try:
            _record(tape, container)
        except (FFmpegError, ValueError) as error:  # frames of an impossible format
            raise unreadable(path, probe.kind) from error
    if not tape.length:
        raise Invalid("holds no sound", culprit=named(path), remedy="export it again")
    for one in rows:
        one.whole()
    _whole(path, probe, round(tape.length * 1000 / RATE))
    return rows


@define
class _Tapes:
    """One row for each channel; they grow by resampled blocks up to a limit."""

    rows: tuple[Row, ...]
    limit: int
    path: Origin
    limits: Limits
    alive: Callable[[], None]

    @property
    def length(self) -> int:
        return len(self.rows[0])

    def add(self, block: NDArray[np.int16]) -> None:
        self._room(block.shape[1])
        if self.length % _BEAT + block.shape[1] >= _BEAT:
            self.alive()
        for row, samples in zip(self.rows, block, strict=True):
            row.add(samples)

    def silence(self, samples: int) -> None:
        self._room(samples)
        for row in self.rows:
            row.silence(samples)

    def _room(self, samples: int) -> None:
        if self.length + samples > self.limit:
            raise too_long(self.path, self.limits)


def _record(tape: _Tapes, container: Any) -> None:
    stream = container.streams.audio[0]
    origin = (container.start_time or 0) / 1_000_000
    resample = Resampler(_LAYOUTS[len(tape.rows)])
    heard = 0.0
    for frame in frames(container, stream):
        hole = 0.0 if frame.time is None else frame.time - origin - heard
        if hole > _JUMP_S:
            tape.silence(round(hole * RATE))
            heard += hole
        heard += frame.samples / frame.sample_rate
        for block in resample(frame):
            tape.add(block)
    for block in resample.rest():
        tape.add(block)


def _whole(path: Origin, probe: Probe, found: int) -> None:
    promised = probe.duration_ms
    if promised is not None and found < promised * 0.95 - _SLACK_MS:
        raise cut_short(path, f"{promised / 1000:.1f} s", f"{found / 1000:.1f} s")
