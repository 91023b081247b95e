"""Frames of a recording as they are decoded, and as 16-bit samples at one rate."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
from attrs import define
from numpy.typing import NDArray

from revrise.adapters.media.pyav import resampler

RATE = 16_000


def frames(container: Any, stream: Any) -> Iterator[Any]:
    """Decoded frames; a broken packet is passed over, a broken container ends the sound."""
    import av

    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            return
        if packet is None:
            return
        try:
            found = packet.decode()
        except av.FFmpegError:
            continue
        yield from found


@define
class Resampler:
    """To 16 kHz 16-bit; starts anew where the stream changes its format midway.

    One for all that is heard in a row: each takes a millisecond to make, and hears nothing
    before its first frame.
    """

    layout: str
    _format: tuple[str, str, int] | None = None
    _inner: Any = None

    def __call__(self, frame: Any) -> Iterator[NDArray[np.int16]]:
        """What is to be had now, by channel; some of a frame may come with the next."""
        import av

        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        before: Iterator[NDArray[np.int16]] = iter(())
        if form != self._format:
            before = self.rest()
            self._inner = resampler(av, self.layout, RATE)
            self._format = form
        frame.pts = None
        return chain(before, (done.to_ndarray() for done in self._inner.resample(frame)))

    def rest(self) -> Iterator[NDArray[np.int16]]:
        """What the filter still holds back; it begins anew after that."""
        held = () if self._inner is None else self._inner.resample(None)
        self._inner = self._format = None
        return iter([done.to_ndarray() for done in held])
