"""Speech without the silence between, and the way back to the recording's clock."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import numpy as np
from attrs import field, frozen
from numpy.typing import NDArray

from revrise.adapters.media.frames import RATE
from revrise.adapters.media.vad import LONGEST_S, Stretch

_LONGEST = 600 * RATE  # ten minutes of speech at once bound the memory of the engine


@frozen(eq=False)
class Pack:
    """Stretches of one channel, joined; they are counted from the beginning of the channel."""

    samples: NDArray[np.float32]
    stretches: tuple[Stretch, ...]
    _ends: tuple[int, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        ends = accumulate(stretch.end - stretch.start for stretch in self.stretches)
        object.__setattr__(self, "_ends", tuple(ends))

    def ms(self, second: float, near: float | None = None) -> int:
        """A time in the pack as ms of the recording, inside the stretch that holds `near`."""
        at = int((second if near is None else near) * RATE)
        place = min(bisect_right(self._ends, at), len(self._ends) - 1)
        stretch = self.stretches[place]
        sample = round(second * RATE) + stretch.end - self._ends[place]
        return round(min(max(sample, stretch.start), stretch.end) * 1000 / RATE)

    def windows(self) -> list[dict[str, float]]:
        """The pack cut at its joints into windows of at most about 30 s, in seconds."""
        cuts = [0]
        for before, end in pairwise((0, *self._ends)):
            if end - cuts[-1] > LONGEST_S * RATE and before > cuts[-1]:
                cuts.append(before)
        cuts.append(self._ends[-1])
        return [{"start": start / RATE, "end": end / RATE} for start, end in pairwise(cuts)]


def packs(
    samples: NDArray[np.float32], stretches: Sequence[Stretch], start: int = 0
) -> Iterator[Pack]:
    """The speech of `samples`, which begin at `start` of the channel, ten minutes at a time."""
    group: list[Stretch] = []
    length = 0
    for stretch in stretches:
        more = stretch.end - stretch.start
        if group and length + more > _LONGEST:
            yield _joined(samples, group, start)
            group, length = [], 0
        group.append(stretch)
        length += more
    if group:
        yield _joined(samples, group, start)


def _joined(samples: NDArray[np.float32], group: list[Stretch], start: int) -> Pack:
    parts = [samples[one.start - start : one.end - start] for one in group]
    return Pack(parts[0] if len(parts) == 1 else np.concatenate(parts), tuple(group))
