"""A recording as a file for tools that want a path, gone whatever happens to the process."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile


@contextmanager
def scratch(chunks: Iterable[bytes]) -> Iterator[Path]:
    """A copy of these bytes. Where the system can, it has no name in any folder.

    So not even a process that is killed leaves what was said lying on the disk. The path is good
    for this process and those it starts.
    """
    descriptors = Path(f"/proc/{os.getpid()}/fd")
    if not descriptors.is_dir():
        with TemporaryDirectory() as folder:
            path = Path(folder) / "recording"
            with path.open("wb") as file:
                file.writelines(chunks)
            yield path
        return
    with TemporaryFile() as file:
        file.writelines(chunks)
        file.flush()
        yield descriptors / str(file.fileno())
