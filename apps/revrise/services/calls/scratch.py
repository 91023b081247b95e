"""A file of a call for tools that want a path, gone whatever happens to the process."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO

from revrise.core.errors import Retriable


@contextmanager
def scratch(chunks: Iterable[bytes]) -> Iterator[Path]:
    """A copy of these bytes. Where the system can, it has no name in any folder.

    So not even a process that is killed leaves what was said lying on the disk. The path is good
    for this process and those it starts. Raises Retriable where the disk is full.
    """
    descriptors = Path(f"/proc/{os.getpid()}/fd")
    if not descriptors.is_dir():
        with TemporaryDirectory() as folder:
            path = Path(folder) / "recording"
            write(path, chunks)
            yield path
        return
    with TemporaryFile(buffering=0) as file:
        _fill(file, chunks)
        yield descriptors / str(file.fileno())


def beginning(chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The first chunks of a file, `size` bytes at least where there are so many."""
    seen = 0
    for chunk in chunks:
        yield chunk
        seen += len(chunk)
        if seen >= size:
            return


def write(path: Path, chunks: Iterable[bytes]) -> None:
    """A file for a while. Raises Retriable where the disk is full."""
    with path.open("wb", buffering=0) as file:
        _fill(file, chunks)


def _fill(file: IO[bytes], chunks: Iterable[bytes]) -> None:
    """What cannot be read passes unchanged; a part that is not taken whole is gone on with."""
    for chunk in chunks:
        left = memoryview(chunk)
        while left:
            try:
                left = left[file.write(left) :]
            except OSError as error:
                raise Retriable(
                    f"no room for a copy of the file: {error.strerror}",
                    remedy="free as much as it is large where temporary files go (TMPDIR)",
                ) from error
