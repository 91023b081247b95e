"""Sealed files promise what files promise, with keys in either database."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
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

    @pytest.mark.parametrize("looks", range(1, 6))
    @pytest.mark.parametrize(("start", "length"), [(0, None), (3, 50), (70_000, None)])
    def test_a_plain_file_that_is_sealed_while_it_is_read_is_read_in_plain(
        self, blobs: SealedBlobs, tmp_path: Path, looks: int, start: int, length: int | None
    ) -> None:
        """Whichever look at the file it is that others are quicker than."""
        blobs.inner.put(TENANT, WORDS)
        meanwhile = Meanwhile(tmp_path / "blobs", lambda: blobs.encrypt(TENANT, NAME), looks)
        end = None if length is None else start + length
        reading = evolve(blobs, inner=meanwhile)
        assert b"".join(reading.open(TENANT, NAME, start, length)) == WHOLE[start:end]

    @pytest.mark.parametrize("looks", range(1, 4))
    def test_its_size_is_that_of_the_plain_file(
        self, blobs: SealedBlobs, tmp_path: Path, looks: int
    ) -> None:
        blobs.inner.put(TENANT, WORDS)
        meanwhile = Meanwhile(tmp_path / "blobs", lambda: blobs.encrypt(TENANT, NAME), looks)
        assert evolve(blobs, inner=meanwhile).size(TENANT, NAME) == len(WHOLE)

    @pytest.mark.parametrize("looks", range(1, 5))
    def test_two_who_seal_it_at_once_leave_one_file(
        self, blobs: SealedBlobs, tmp_path: Path, looks: int
    ) -> None:
        blobs.inner.put(TENANT, WORDS)
        meanwhile = Meanwhile(tmp_path / "blobs", lambda: blobs.encrypt(TENANT, NAME), looks)
        evolve(blobs, inner=meanwhile).encrypt(TENANT, NAME)
        assert b"".join(blobs.open(TENANT, NAME)) == WHOLE
        assert _file(tmp_path).name == NAME

    @pytest.mark.parametrize("looks", range(1, 8))
    def test_a_file_that_is_taken_away_while_it_is_sealed_stays_away(
        self, blobs: SealedBlobs, tmp_path: Path, looks: int
    ) -> None:
        blobs.inner.put(TENANT, WORDS)
        meanwhile = Meanwhile(tmp_path / "blobs", lambda: blobs.delete(TENANT, NAME), looks)
        with suppress(NotFound):
            assert not evolve(blobs, inner=meanwhile).encrypt(TENANT, NAME) or not meanwhile.done
        if meanwhile.done:
            with pytest.raises(NotFound):
                blobs.size(TENANT, NAME)

    def test_who_seals_it_between_its_keys_and_itself_going_brings_nothing_back(
        self, blobs: SealedBlobs, tmp_path: Path
    ) -> None:
        blobs.inner.put(TENANT, WORDS)
        evolve(blobs, inner=Overtaken(tmp_path / "blobs", blobs)).delete(TENANT, NAME)
        for look in (blobs.size, blobs.open):
            with pytest.raises(NotFound):
                look(TENANT, NAME)

    def test_readers_beside_one_who_seals_read_the_plain_file(self, blobs: SealedBlobs) -> None:
        for _ in range(10):
            blobs.delete(TENANT, NAME)
            blobs.inner.put(TENANT, WORDS)
            with ThreadPoolExecutor(4) as threads:
                reads = [threads.submit(_read, blobs) for _ in range(6)]
                assert threads.submit(blobs.encrypt, TENANT, NAME).result()
                assert {one.result() for one in reads} == {WHOLE}


class Meanwhile(LocalBlobs):
    """Files; somebody else does something right before the n-th look at one."""

    def __init__(self, folder: Path, act: Callable[[], object], looks: int) -> None:
        super().__init__(folder)
        self.act, self.left, self.done = act, looks, False

    def open(
        self, tenant_id: str, sha256: str, start: int = 0, length: int | None = None
    ) -> Iterator[bytes]:
        """See Blobs; looks when the first of it is asked for."""
        found = super().open(tenant_id, sha256, start, length)

        def looked() -> Iterator[bytes]:
            self._look()
            yield from found

        return looked()

    def size(self, tenant_id: str, sha256: str) -> int:
        """See Blobs."""
        self._look()
        return super().size(tenant_id, sha256)

    def _look(self) -> None:
        self.left -= 1
        if not self.left:
            self.done = True
            self.act()


class Overtaken(LocalBlobs):
    """Files; while one is taken away somebody seals it, and is the last to write."""

    def __init__(self, folder: Path, blobs: SealedBlobs) -> None:
        super().__init__(folder)
        self.blobs = blobs

    def size(self, tenant_id: str, sha256: str) -> int:
        """See Blobs; the last look before it is written."""
        found = super().size(tenant_id, sha256)
        super().delete(tenant_id, sha256)
        return found

    def delete(self, tenant_id: str, sha256: str) -> None:
        """See Blobs."""
        with suppress(NotFound):
            evolve(self.blobs, inner=self).encrypt(tenant_id, sha256)


def _read(blobs: SealedBlobs) -> bytes:
    return b"".join(blobs.open(TENANT, NAME))


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
