"""A stretch of a recording as a file of its own, decoded from just before it begins."""

import io
import wave
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from revrise.adapters.media.frames import RATE, Resampler, frames
from revrise.adapters.media.limits import Limits
from revrise.adapters.media.probe import Origin, named, opened, unreadable
from revrise.core.errors import Invalid

Span = tuple[int, int]
# Decoders need some sound before the place to get going.
_BEFORE_US = 500_000
_STEREO = 2
# Samples that time stamps may lie beside what was heard, 20 ms: they are rounded.
_SLIP = RATE // 50
# Here FFmpeg seeks by bytes a second, and misses the place where these are no samples: such a
# file is read from its start, lest what is hidden be heard beside where it is silenced.
_BY_BYTES = ("wav", "aiff", "amr")


def cut(
    path: Origin,
    span: Span,
    silent: Sequence[Span] = (),
    limits: Limits = Limits(),
) -> bytes:
    """The WAV file (16 kHz, 16 bit) of `span` in ms, with silence within each of `silent`.

    Raises as `probe`, and Invalid where the recording ends before the stretch begins.
    """
    start, end = (_samples(at) for at in span)
    with opened(path, limits) as (probe, container):
        layout = "stereo" if probe.channels >= _STEREO else "mono"
        tape = np.zeros((min(probe.channels, _STEREO), end - start), np.int16)
        from av import FFmpegError

        try:
            heard = _fill(tape, start, blocks(container, span[0], layout))
        except (FFmpegError, ValueError) as error:
            raise unreadable(path, probe.kind) from error
    if not heard:
        raise Invalid("holds no sound there", culprit=named(path), remedy="cut it anew")
    for begin, stop in silent:
        tape[:, max(_samples(begin) - start, 0) : max(_samples(stop) - start, 0)] = 0
    return _wav(tape[:, :heard])


def _fill(
    tape: NDArray[np.int16], start: int, blocks: Iterator[tuple[int, NDArray[np.int16]]]
) -> int:
    """Puts in what falls into the stretch; how many samples there are up to the last."""
    heard, length = 0, tape.shape[1]
    for at, block in blocks:
        if at >= start + length:
            break
        first, last = max(at - start, 0), min(at - start + block.shape[1], length)
        if first < last:
            tape[:, first:last] = block[:, first - (at - start) : last - (at - start)]
            heard = max(heard, last)
    return heard


def blocks(container: Any, start_ms: int, layout: str) -> Iterator[tuple[int, NDArray[np.int16]]]:
    """Samples from `start_ms` or a little before, with their place from the beginning."""
    origin, stream = container.start_time or 0, container.streams.audio[0]
    exact = stream.codec_context.name.startswith("pcm_")
    if exact or container.format.name not in _BY_BYTES:
        container.seek(max(origin + start_ms * 1_000 - _BEFORE_US, origin))
    resample, place, due = Resampler(layout), 0, 0.0
    for frame in frames(container, stream):
        if frame.time is None:  # nobody knows where it belongs, or what of it is hidden
            continue
        at = (frame.time - origin / 1_000_000) * RATE
        if abs(at - due) > _SLIP:
            yield from _placed(place, resample.rest())
            place, due = round(at), at
        due += frame.samples * RATE / frame.sample_rate
        for block in resample(frame):
            yield place, block
            place += block.shape[1]
    yield from _placed(place, resample.rest())


def _placed(
    place: int, blocks: Iterator[NDArray[np.int16]]
) -> Iterator[tuple[int, NDArray[np.int16]]]:
    for block in blocks:
        yield place, block
        place += block.shape[1]


def _samples(at_ms: int) -> int:
    return at_ms * RATE // 1_000


def _wav(tape: NDArray[np.int16]) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(tape.shape[0])
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(np.ascontiguousarray(tape.T).tobytes())
    return file.getvalue()
