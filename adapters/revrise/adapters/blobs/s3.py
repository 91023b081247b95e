"""Files in an S3-compatible store: hashed on the way in, put under their name in one piece."""

import errno
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from tempfile import TemporaryFile
from typing import IO, Any
from urllib.parse import urlsplit

import obstore
from attrs import field, frozen
from obstore.exceptions import (
    BaseError,
    NotFoundError,
    PermissionDeniedError,
    UnauthenticatedError,
)
from obstore.store import S3Store

from revrise.adapters.blobs.coat import BARE, Coat, Meter
from revrise.adapters.blobs.names import checked_sha256, checked_tenant
from revrise.core.errors import Fatal, Full, Misconfigured, NotFound, Retriable
from revrise.ports.blobs import BlobRef

_CHUNK = 1 << 20
_PATIENCE: Any = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}


@frozen
class Bucket:
    """Where it is and how to get in; empty keys: the machine's own role."""

    url: str
    endpoint: str = ""
    region: str = "us-east-1"
    access_key: str = field(default="", repr=False)
    secret_key: str = field(default="", repr=False)


class S3Blobs:
    """Implements `ports.blobs.Blobs` in a bucket, `PREFIX/TENANT/ab/abc…`.

    A file is complete under its name or absent; what a killed process had begun is an upload
    that the store forgets.
    """

    def __init__(self, bucket: Bucket) -> None:
        place = urlsplit(bucket.url)
        if place.scheme != "s3" or not place.netloc:
            raise Misconfigured(
                f"{bucket.url!r} is no bucket", culprit="blobs.url", remedy="use s3://BUCKET/PREFIX"
            )
        self._name = bucket.url
        self._prefix = place.path.strip("/")
        self._store = _opened(bucket, place.netloc)

    def put(self, tenant_id: str, chunks: Iterable[bytes]) -> BlobRef:
        """See Blobs."""
        return self.put_in(tenant_id, chunks, None)

    def put_in(self, tenant_id: str, chunks: Iterable[bytes], coat: Coat | None) -> BlobRef:
        """Like `put`; what is kept is what the coat makes of it."""
        checked_tenant(tenant_id)
        meter, worn = Meter(), coat or BARE
        with _spool() as kept:
            for chunk in worn.on(meter.through(chunks)):  # what the stream raises passes unchanged
                _write(kept, chunk)
            kept.seek(0)
            path = self._path(tenant_id, meter.sha256)
            with self._named():
                wanted = worn.replaces(meter.sha256) if coat else not self._there(path)
                if wanted:
                    obstore.put(self._store, path, kept)
        return BlobRef(meter.sha256, meter.size)

    def open(
        self, tenant_id: str, sha256: str, start: int = 0, length: int | None = None
    ) -> Iterator[bytes]:
        """See Blobs."""
        size = self.size(tenant_id, sha256)
        end = size if length is None else min(size, start + length)
        if start >= end:
            return iter(())
        return self._read(self._path(tenant_id, sha256), start, end)

    def size(self, tenant_id: str, sha256: str) -> int:
        """See Blobs."""
        path = self._path(tenant_id, sha256)
        with self._named():
            try:
                return int(obstore.head(self._store, path)["size"])
            except (NotFoundError, FileNotFoundError):
                raise NotFound(f"no file {sha256}") from None

    def older(self, tenant_id: str, before: datetime) -> Iterator[BlobRef]:
        """See Blobs. One that was there already is as old as the first time."""
        tenant = checked_tenant(tenant_id)
        home = f"{self._prefix}/{tenant}/" if self._prefix else f"{tenant}/"
        with self._named():
            for some in obstore.list(self._store, prefix=home):
                for one in some:
                    if one["last_modified"] < before:
                        yield BlobRef(one["path"].rsplit("/", 1)[-1], int(one["size"]))

    def delete(self, tenant_id: str, sha256: str) -> None:
        """See Blobs."""
        path = self._path(tenant_id, sha256)
        with self._named():
            try:
                obstore.delete(self._store, path)
            except (NotFoundError, FileNotFoundError):
                return

    def link(self, tenant_id: str, sha256: str, seconds: int) -> str | None:
        """See Blobs."""
        path = self._path(tenant_id, sha256)
        with self._named():
            return obstore.sign(self._store, "GET", path, timedelta(seconds=seconds))

    def check(self) -> None:
        """Raises Fatal or Retriable where the bucket cannot be reached."""
        with self._named():
            self._there(f"{self._prefix}/.check".lstrip("/"))

    def _read(self, path: str, start: int, end: int) -> Iterator[bytes]:
        with self._named():
            found = obstore.get(self._store, path, options={"range": (start, end)})
            for part in found.stream(min_chunk_size=_CHUNK):
                yield bytes(part)

    def _there(self, path: str) -> bool:
        try:
            obstore.head(self._store, path)
        except (NotFoundError, FileNotFoundError):
            return False
        return True

    def _path(self, tenant_id: str, sha256: str) -> str:
        name = checked_sha256(sha256)
        path = f"{checked_tenant(tenant_id)}/{name[:2]}/{name}"
        return f"{self._prefix}/{path}" if self._prefix else path

    @contextmanager
    def _named(self) -> Iterator[None]:
        """The store's failures as ours; its own words may hold addresses with keys in them."""
        try:
            yield
        except (NotFoundError, FileNotFoundError) as error:
            raise Fatal(
                "there is no such bucket, or the file went away while it was read",
                culprit=self._name,
                remedy="make the bucket, or check blobs.url",
            ) from error
        except (PermissionDeniedError, UnauthenticatedError, PermissionError) as error:
            raise Fatal(
                "the file store does not let us in",
                culprit=self._name,
                remedy="check blobs.access_key, blobs.secret_key and the bucket's policy",
            ) from error
        except BaseError as error:
            raise Retriable(
                f"the file store does not answer ({type(error).__name__})",
                culprit=self._name,
                remedy="check blobs.url and blobs.endpoint, and that the store runs",
            ) from error


def _opened(bucket: Bucket, name: str) -> S3Store:
    more: dict[str, Any] = {}
    if bucket.endpoint:
        more["endpoint"] = bucket.endpoint
        more["client_options"] = {"allow_http": bucket.endpoint.startswith("http://")}
    if bucket.access_key:
        more |= {"access_key_id": bucket.access_key, "secret_access_key": bucket.secret_key}
    return S3Store(name, region=bucket.region, retry_config=_PATIENCE, **more)


@contextmanager
def _spool() -> Iterator[IO[bytes]]:
    try:
        made = TemporaryFile()  # noqa: SIM115  # closed below
    except OSError as error:
        raise _full(error) from error
    with made:
        yield made


def _write(kept: IO[bytes], chunk: bytes) -> None:
    try:
        kept.write(chunk)
    except OSError as error:
        raise _full(error) from error


def _full(error: OSError) -> Fatal:
    return (Full if error.errno in (errno.ENOSPC, errno.EDQUOT) else Fatal)(
        f"the file cannot be taken in: {error.strerror}",
        culprit="the folder for temporary files",
        remedy="free some space, or set TMPDIR",
    )
