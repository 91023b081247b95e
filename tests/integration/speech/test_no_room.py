"""A disk without room: each says so in our words, keeps nothing by halves, and lets one try again.

The limit of a file's size stands in for it: what is written above it is refused in the same way.
"""

import gc
import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from revrise.adapters.blobs.local import LocalBlobs
from revrise.adapters.media.tape import Tape
from revrise.core.errors import Fatal, Retriable
from revrise.services.calls.scratch import scratch, write

ROOM, MUCH = 100_000, 3_000_000


@contextmanager
def little_room() -> Iterator[None]:
    """No file may become larger than ROOM bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def halves(size: int) -> list[bytes]:
    return [bytes(size // 2)] * 2


@pytest.mark.parametrize("size", [ROOM + 2, ROOM + 5_000, MUCH])
def test_a_file_that_finds_no_room_is_not_kept_by_half(tmp_path: Path, size: int) -> None:
    blobs = LocalBlobs(tmp_path)
    with little_room(), pytest.raises(Fatal, match="cannot be kept"):
        blobs.put("t1", halves(size))
    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []
    kept = blobs.put("t1", halves(size))
    assert b"".join(blobs.open("t1", kept.sha256)) == b"".join(halves(size))


@pytest.mark.parametrize("size", [ROOM + 2, ROOM + 5_000, MUCH])
def test_a_copy_that_finds_no_room_is_tried_again(tmp_path: Path, size: int) -> None:
    with little_room():
        with pytest.raises(Retriable, match="no room"), scratch(halves(size)):
            pass
        with pytest.raises(Retriable, match="no room"):
            write(tmp_path / "copy", halves(size))
    with scratch(halves(size)) as path:
        assert path.stat().st_size == len(b"".join(halves(size)))


def test_a_tape_that_finds_no_room_goes_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", left.append)
    with little_room():
        tape = Tape()
        tape.add(np.ones(ROOM, np.int16))  # still in memory
        with pytest.raises(Retriable, match="no room for the decoded sound"):
            tape.whole()
        del tape
        gc.collect()
    assert left == []
