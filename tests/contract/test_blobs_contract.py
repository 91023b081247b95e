"""Memory and a local folder keep the same promises about files."""

import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from revrise.adapters.blobs.local import LocalBlobs
from revrise.adapters.memory.blobs import MemoryBlobs
from revrise.core.errors import Fatal
from revrise.ports.blobs import Blobs
from revrise.testing.blobs import NAME, TENANT, WHOLE, WORDS, BlobsContract


class TestMemoryBlobs(BlobsContract):
    @pytest.fixture
    def blobs(self) -> Blobs:
        return MemoryBlobs()


class TestLocalBlobs(BlobsContract):
    @pytest.fixture
    def blobs(self, tmp_path: Path) -> Blobs:
        return LocalBlobs(tmp_path / "blobs")

    def test_only_whole_files_are_on_the_disk(self, blobs: Blobs, tmp_path: Path) -> None:
        def broken() -> Iterator[bytes]:
            yield WHOLE
            raise EOFError

        with pytest.raises(EOFError):
            blobs.put(TENANT, broken())
        assert files(tmp_path) == []
        blobs.put(TENANT, WORDS)
        blobs.put(TENANT, WORDS)
        assert [path.name for path in files(tmp_path)] == [NAME]

    def test_what_a_killed_process_had_begun_goes_after_a_day(
        self, blobs: Blobs, tmp_path: Path
    ) -> None:
        """`calls clear` looks for whole files; a half one belongs to nobody but who writes it."""
        home = tmp_path / "blobs" / TENANT
        home.mkdir(parents=True)
        for name, hours in ((".part-killed", 25), (".part-written", 23)):
            (home / name).write_bytes(WHOLE)
            at = time.time() - hours * 3_600
            os.utime(home / name, (at, at))
        blobs.put(TENANT, WORDS)
        assert sorted(path.name for path in files(tmp_path)) == [".part-written", NAME]

    def test_writers_of_the_same_bytes_do_not_disturb_each_other(
        self, blobs: Blobs, tmp_path: Path
    ) -> None:
        with ThreadPoolExecutor(8) as pool:
            names = {ref.sha256 for ref in pool.map(lambda _: blobs.put(TENANT, WORDS), range(24))}
        assert names == {NAME}
        assert b"".join(blobs.open(TENANT, NAME)) == WHOLE
        assert len(files(tmp_path)) == 1

    def test_a_folder_that_cannot_be_used_is_named(self, tmp_path: Path) -> None:
        (tmp_path / "taken").write_text("a file, not a folder")
        with pytest.raises(Fatal, match="taken"):
            LocalBlobs(tmp_path / "taken").put(TENANT, WORDS)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
