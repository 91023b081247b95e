"""An S3-compatible store keeps the promises that a folder keeps."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx
import pytest
from tests.support.s3 import make_bucket, s3_server

from revrise.adapters.blobs.s3 import Bucket, S3Blobs
from revrise.adapters.sql.engine import open_engine
from revrise.adapters.sql.store import SqlStore
from revrise.adapters.vault.blobs import SealedBlobs
from revrise.adapters.vault.master import MasterKeys, new_text
from revrise.core.errors import Fatal, Misconfigured, Retriable
from revrise.ports.blobs import Blobs
from revrise.testing.blobs import NAME, TENANT, WHOLE, WORDS, BlobsContract
from revrise.testing.doubles import FixedClock, SequentialIds


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """A store."""
    with s3_server() as address:
        yield address


def bucket(endpoint: str, prefix: str = "/calls") -> Bucket:
    name = f"b{uuid4().hex}"
    make_bucket(endpoint, name)
    return Bucket(f"s3://{name}{prefix}", endpoint, access_key="us", secret_key="secret-of-ours")


class TestS3Blobs(BlobsContract):
    @pytest.fixture
    def blobs(self, endpoint: str) -> Blobs:
        return S3Blobs(bucket(endpoint))

    def test_writers_of_the_same_bytes_do_not_disturb_each_other(self, blobs: Blobs) -> None:
        with ThreadPoolExecutor(4) as pool:
            names = {ref.sha256 for ref in pool.map(lambda _: blobs.put(TENANT, WORDS), range(8))}
        assert names == {NAME}
        assert b"".join(blobs.open(TENANT, NAME)) == WHOLE

    def test_a_file_larger_than_one_part_arrives_whole(self, blobs: Blobs) -> None:
        part = bytes(range(256)) * 4_096
        ref = blobs.put(TENANT, (part for _ in range(12)))
        assert ref.size == 12 << 20
        assert sum(map(len, blobs.open(TENANT, ref.sha256))) == 12 << 20

    def test_a_link_opens_the_file_and_ranges_of_it(self, blobs: Blobs) -> None:
        blobs.put(TENANT, WORDS)
        link = blobs.link(TENANT, NAME, 60)
        assert link
        assert httpx.get(link).content == WHOLE
        part = httpx.get(link, headers={"Range": "bytes=6-9"})
        assert (part.status_code, part.content) == (206, WHOLE[6:10])


def test_an_address_from_before_a_file_was_sealed_opens_nothing_plain_after(
    endpoint: str, sqlite_url: str
) -> None:
    plain = S3Blobs(bucket(endpoint))
    engine, text = open_engine(sqlite_url), new_text()
    master = MasterKeys(lambda: text)
    store = SqlStore(engine, FixedClock(), SequentialIds(), lambda: master)
    sealed = SealedBlobs(plain, store.file_keys)
    plain.put(TENANT, WORDS)
    before = plain.link(TENANT, NAME, 60)
    assert before
    assert httpx.get(before).content == WHOLE
    assert sealed.link(TENANT, NAME, 60) is None  # still plain, but not for long
    assert sealed.encrypt(TENANT, NAME)
    after = httpx.get(before).content
    engine.dispose()
    assert len(after) > len(WHOLE)
    assert WHOLE[:50] not in after
    assert sealed.link(TENANT, NAME, 60) is None


def test_without_a_prefix_tenants_are_the_top(endpoint: str) -> None:
    blobs = S3Blobs(bucket(endpoint, ""))
    blobs.put(TENANT, WORDS)
    assert b"".join(blobs.open(TENANT, NAME)) == WHOLE


def test_a_store_that_does_not_answer_is_named_without_its_keys() -> None:
    gone = Bucket("s3://gone", "http://127.0.0.1:9", access_key="us", secret_key="secret-of-ours")
    with pytest.raises(Retriable) as caught:
        S3Blobs(gone).size(TENANT, NAME)
    assert "secret-of-ours" not in str(caught.value)
    assert "secret-of-ours" not in repr(gone)


def test_a_bucket_that_is_not_there_is_no_missing_file(endpoint: str) -> None:
    with pytest.raises(Fatal, match="no such bucket"):
        S3Blobs(Bucket("s3://nosuchbucket", endpoint, access_key="u", secret_key="s")).put(
            TENANT, WORDS
        )


@pytest.mark.parametrize("url", ["bucket", "http://x/y", "s3://", "s3:///x"])
def test_what_is_no_bucket_is_refused(url: str) -> None:
    with pytest.raises(Misconfigured):
        S3Blobs(Bucket(url))
