"""What every blob store promises: inherit `BlobsContract`, give a fixture `blobs`."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from revrise.core.errors import Invalid, NotFound
from revrise.ports.blobs import BlobRef, Blobs

TENANT = "acme"
WORDS = ["录音".encode(), b"", bytes(range(256)) * 5_000]
WHOLE = b"".join(WORDS)
NAME = sha256(WHOLE).hexdigest()
NOT_TENANTS = ("", ".", "..", "../other", "a/b", "/etc", "a\\b", "a\x00b", "a\n")
NOT_NAMES = (
    "",
    "..",
    "../" + "a" * 61,
    "A" * 64,
    "a" * 63,
    "a" * 65,
    "/" + "a" * 63,
    "a" * 64 + "\n",
)


class BlobsContract:
    """Content-addressed files, kept whole or not at all, each tenant's apart."""

    def test_what_goes_in_comes_out(self, blobs: Blobs) -> None:
        assert blobs.put(TENANT, iter(WORDS)) == BlobRef(NAME, len(WHOLE))
        assert b"".join(blobs.open(TENANT, NAME)) == WHOLE

    def test_an_empty_file_is_a_file(self, blobs: Blobs) -> None:
        ref = blobs.put(TENANT, [])
        assert ref == BlobRef(sha256().hexdigest(), 0)
        assert b"".join(blobs.open(TENANT, ref.sha256)) == b""

    def test_the_same_bytes_are_kept_once_however_they_are_cut(self, blobs: Blobs) -> None:
        assert blobs.put(TENANT, WORDS) == blobs.put(TENANT, [WHOLE])
        blobs.delete(TENANT, NAME)
        with pytest.raises(NotFound):
            blobs.open(TENANT, NAME)

    def test_any_part_of_a_file_can_be_read(self, blobs: Blobs) -> None:
        blobs.put(TENANT, WORDS)
        assert blobs.size(TENANT, NAME) == len(WHOLE)
        for start, length in ((0, 1), (3, 7), (len(WHOLE) - 2, 2), (5, None), (5, 10**9), (1, 0)):
            end = None if length is None else start + length
            assert b"".join(blobs.open(TENANT, NAME, start, length)) == WHOLE[start:end]
        assert b"".join(blobs.open(TENANT, NAME, len(WHOLE), 5)) == b""

    def test_a_stream_that_breaks_leaves_nothing(self, blobs: Blobs) -> None:
        def broken() -> Iterator[bytes]:
            yield WHOLE
            raise ConnectionAbortedError

        with pytest.raises(ConnectionAbortedError):
            blobs.put(TENANT, broken())
        with pytest.raises(NotFound):
            blobs.open(TENANT, NAME)

    def test_a_file_that_is_not_there_is_not_found_at_once(self, blobs: Blobs) -> None:
        with pytest.raises(NotFound):
            blobs.open(TENANT, NAME)
        with pytest.raises(NotFound):
            blobs.size(TENANT, NAME)

    def test_files_are_told_by_their_age_of_one_tenant_alone(self, blobs: Blobs) -> None:
        kept = blobs.put(TENANT, [b"old"]).sha256
        blobs.put("other", [b"theirs"])
        now = datetime.now(UTC)
        found = {one.sha256: one.size for one in blobs.older(TENANT, now + timedelta(minutes=1))}
        assert set(found) == {kept}
        assert found[kept] >= len(b"old")
        assert list(blobs.older(TENANT, now - timedelta(minutes=1))) == []
        assert list(blobs.older("nobody", now + timedelta(minutes=1))) == []

    def test_deleting_twice_is_no_error(self, blobs: Blobs) -> None:
        blobs.put(TENANT, WORDS)
        blobs.delete(TENANT, NAME)
        blobs.delete(TENANT, NAME)
        with pytest.raises(NotFound):
            blobs.open(TENANT, NAME)

    def test_tenants_do_not_see_one_another(self, blobs: Blobs) -> None:
        blobs.put(TENANT, WORDS)
        with pytest.raises(NotFound):
            blobs.open("other", NAME)
        blobs.delete("other", NAME)
        assert b"".join(blobs.open(TENANT, NAME)) == WHOLE

    @pytest.mark.parametrize("tenant", NOT_TENANTS)
    def test_a_tenant_is_never_a_path(self, blobs: Blobs, tenant: str) -> None:
        for call in (
            lambda: blobs.put(tenant, WORDS),
            lambda: blobs.open(tenant, NAME),
            lambda: blobs.delete(tenant, NAME),
        ):
            with pytest.raises(Invalid):
                call()

    @pytest.mark.parametrize("name", NOT_NAMES)
    def test_a_name_is_never_a_path(self, blobs: Blobs, name: str) -> None:
        with pytest.raises(Invalid):
            blobs.open(TENANT, name)
        with pytest.raises(Invalid):
            blobs.delete(TENANT, name)
