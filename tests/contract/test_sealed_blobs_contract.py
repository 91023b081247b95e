"""Sealed files promise what files promise, with keys in either database."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import evolve

from revrise.adapters.blobs.local import LocalBlobs
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.store import SqlStore
from revrise.adapters.vault.blobs import SealedBlobs
from revrise.adapters.vault.master import MasterKeys, new_text
from revrise.core.errors import Fatal, NotFound
from revrise.ports.blobs import Blobs
from revrise.testing.blobs import NAME, TENANT, WHOLE, WORDS, BlobsContract
from revrise.testing.doubles import FixedClock, SequentialIds

Open = Callable[[str], SealedBlobs]


class _Sealed(BlobsContract):
    def test_nothing_plain_is_on_the_disk(self, blobs: SealedBlobs, tmp_path: Path) -> None:
        blobs.put(TENANT, WORDS)
        kept = _file(tmp_path).read_bytes()
        assert "录音".encode() not in kept
        assert bytes(range(200)) not in kept
        assert len(kept) > len(WHOLE)

    def test_a_file_kept_plain_before_is_read_and_sealed_once(
        self, blobs: SealedBlobs, tmp_path: Path
    ) -> None:
        blobs.inner.put(TENANT, WORDS)
        assert b"".join(blobs.open(TENANT, NAME, 3, 50)) == WHOLE[3:53]
        assert blobs.encrypt(TENANT, NAME)
        assert not blobs.encrypt(TENANT, NAME)
        assert _file(tmp_path).read_bytes()[:100] != WHOLE[:100]
        assert b"".join(blobs.open(TENANT, NAME)) == WHOLE

    def test_a_shredded_file_is_missing_even_where_a_copy_comes_back(
        self, blobs: SealedBlobs, tmp_path: Path
    ) -> None:
        blobs.put(TENANT, WORDS)
        copy = _file(tmp_path).read_bytes()
        place = _file(tmp_path)
        blobs.delete(TENANT, NAME)
        place.write_bytes(copy)
        for look in (blobs.size, blobs.open):
            with pytest.raises(NotFound):
                look(TENANT, NAME)
        blobs.put(TENANT, WORDS)
        assert b"".join(blobs.open(TENANT, NAME)) == WHOLE

    def test_the_bytes_of_another_file_are_refused(
        self, blobs: SealedBlobs, tmp_path: Path
    ) -> None:
        blobs.put(TENANT, WORDS)
        place = _file(tmp_path)
        other = blobs.put(TENANT, [b"another"]).sha256
        (place.parent.parent / other[:2] / other).replace(place)
        with pytest.raises(NotFound):
            blobs.open(TENANT, NAME)

    @pytest.mark.parametrize("place", [60, 70_000, -1])
    def test_a_changed_byte_is_found(self, blobs: SealedBlobs, tmp_path: Path, place: int) -> None:
        blobs.put(TENANT, WORDS)
        kept = bytearray(_file(tmp_path).read_bytes())
        kept[place] ^= 1
        _file(tmp_path).write_bytes(kept)
        with pytest.raises(Fatal):
            list(blobs.open(TENANT, NAME))

    @pytest.mark.parametrize("start", [0, 70_000])
    def test_a_file_that_is_put_again_between_two_looks_at_it_is_read(
        self, blobs: SealedBlobs, tmp_path: Path, start: int
    ) -> None:
        blobs.put(TENANT, WORDS)
        place = _file(tmp_path)
        first = place.read_bytes()
        place.unlink()
        blobs.put(TENANT, WORDS)  # under another key, and both are kept
        swapping = evolve(blobs, inner=Swapping(tmp_path / "blobs", place, first))
        assert b"".join(swapping.open(TENANT, NAME, start)) == WHOLE[start:]
        assert place.read_bytes() == first


class Swapping(LocalBlobs):
    """Files, one of which is replaced once it was looked at first."""

    def __init__(self, folder: Path, place: Path, by: bytes) -> None:
        super().__init__(folder)
        self.place, self.by = place, by

    def open(
        self, tenant_id: str, sha256: str, start: int = 0, length: int | None = None
    ) -> Iterator[bytes]:
        """See Blobs."""
        found = list(super().open(tenant_id, sha256, start, length))
        self.place.write_bytes(self.by)
        return iter(found)


class TestSqlite(_Sealed):
    @pytest.fixture
    def blobs(self, sqlite_url: str, tmp_path: Path) -> Iterator[Blobs]:
        yield from opened(sqlite_url, tmp_path)


class TestPostgres(_Sealed):
    @pytest.fixture
    def blobs(self, walled_postgres_url: str, tmp_path: Path) -> Iterator[Blobs]:
        yield from opened(walled_postgres_url, tmp_path)


def opened(url: str, folder: Path) -> Iterator[Blobs]:
    engine, text = open_engine(url), new_text()
    master = MasterKeys(lambda: text)
    store = SqlStore(engine, FixedClock(), SequentialIds(), lambda: master)
    yield SealedBlobs(LocalBlobs(folder / "blobs"), store.file_keys)
    engine.dispose()


def _file(folder: Path) -> Path:
    (found,) = (path for path in (folder / "blobs").rglob("*") if path.is_file())
    return found
