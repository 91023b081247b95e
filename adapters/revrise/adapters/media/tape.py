"""Decoded sound in a file without a name, so that memory does not grow with the recording."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from tempfile import TemporaryFile
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

from revrise.core.errors import Retriable

_BUFFER = 1 << 18
_WIDTH = 2


class Tape:
    """16-bit samples of one channel, read by slices; gone with the object, or with the process.

    Written by one thread, then read by one at a time. Raises Retriable where the disk is full.
    """

    def __init__(self) -> None:
        with _room():
            self._file: Any = TemporaryFile(buffering=_BUFFER)  # noqa: SIM115 - it outlives this
        self._length = 0
        finalize(self, _close, self._file)

    def __len__(self) -> int:
        return self._length

    def add(self, samples: NDArray[np.int16]) -> None:
        """Puts samples at the end."""
        with _room():
            self._file.write(samples.tobytes())
        self._length += len(samples)

    def silence(self, samples: int) -> None:
        """Puts a silence at the end, which takes no room."""
        self._length += samples
        with _room():
            self._file.seek(_WIDTH * self._length)

    def whole(self) -> None:
        """Ends the writing."""
        with _room():
            self._file.truncate(_WIDTH * self._length)
            self._file.flush()

    def __getitem__(self, place: slice) -> NDArray[np.int16]:
        start, stop, _step = place.indices(self._length)
        self._file.seek(_WIDTH * start)
        return np.frombuffer(self._file.read(_WIDTH * max(0, stop - start)), np.int16)


def _close(file: Any) -> None:
    with suppress(OSError):  # what a full disk did not take is not wanted any more
        file.close()


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Retriable(
            f"no room for the decoded sound: {error.strerror}",
            remedy="free 115 MB for each hour and channel where temporary files go (TMPDIR)",
        ) from error
