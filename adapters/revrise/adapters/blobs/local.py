"""Files in a folder: written beside, synced, then renamed into place."""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from time import time
from typing import IO, Any

from revrise.adapters.blobs.coat import BARE, Coat, Meter
from revrise.adapters.blobs.names import checked_sha256, checked_tenant
from revrise.core.errors import Fatal, Full, Invalid, NotFound
from revrise.ports.blobs import BlobRef

_CHUNK = 1 << 20
_PART, _ABANDONED_S = ".part-", 86_400


class LocalBlobs:
    """Implements `ports.blobs.Blobs` under one folder, a sub-folder a tenant.

    What a killed process had begun stays behind as `.part-*`, is never served, and goes when
    something is put after a day.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, tenant_id: str, chunks: Iterable[bytes]) -> BlobRef:
        """See Blobs."""
        return self.put_in(tenant_id, chunks, BARE)

    def put_in(self, tenant_id: str, chunks: Iterable[bytes], coat: Coat) -> BlobRef:
        """Like `put`; what is kept is what the coat makes of it."""
        meter = Meter()
        home = self._folder / checked_tenant(tenant_id)
        with _part(home) as (stream, part):
            for chunk in coat.on(meter.through(chunks)):  # what the stream raises passes unchanged
                with _named(home):
                    stream.write(chunk)
            with _named(home):
                _sync(stream)
            if coat.replaces(meter.sha256):
                with _named(home):
                    self._place(part, self._path(tenant_id, meter.sha256))
            else:
                with suppress(FileNotFoundError):  # somebody took it away this moment
                    os.utime(self._path(tenant_id, meter.sha256))
        return BlobRef(meter.sha256, meter.size)

    def open(
        self, tenant_id: str, sha256: str, start: int = 0, length: int | None = None
    ) -> Iterator[bytes]:
        """See Blobs."""
        return _read(self._kept(tenant_id, sha256), start, length)

    def size(self, tenant_id: str, sha256: str) -> int:
        """See Blobs."""
        return self._kept(tenant_id, sha256).stat().st_size

    def older(self, tenant_id: str, before: datetime) -> Iterator[BlobRef]:
        """See Blobs."""
        home = self._folder / checked_tenant(tenant_id)
        for path in home.glob("[0-9a-f][0-9a-f]/*"):
            with suppress(FileNotFoundError, Invalid):  # it goes meanwhile, or is no file of ours
                told = path.stat()
                if told.st_mtime < before.timestamp():
                    yield BlobRef(checked_sha256(path.name), told.st_size)

    def _kept(self, tenant_id: str, sha256: str) -> Path:
        path = self._path(tenant_id, sha256)
        if not path.is_file():
            raise NotFound(f"no file {sha256}")
        return path

    def link(self, tenant_id: str, sha256: str, seconds: int) -> str | None:  # noqa: ARG002
        """See Blobs."""
        return None

    def delete(self, tenant_id: str, sha256: str) -> None:
        """See Blobs."""
        path = self._path(tenant_id, sha256)
        with _named(path):
            path.unlink(missing_ok=True)

    def _place(self, part: Path, target: Path) -> None:
        """Under its name, whole: the rename is what readers see."""
        target.parent.mkdir(exist_ok=True)
        part.replace(target)
        for folder in (target.parent, target.parent.parent):
            _sync_folder(folder)

    def _path(self, tenant_id: str, sha256: str) -> Path:
        name = checked_sha256(sha256)
        return self._folder / checked_tenant(tenant_id) / name[:2] / name


@contextmanager
def _part(home: Path) -> Iterator[tuple[Any, Path]]:
    """A file to write to, gone afterwards unless it was renamed."""
    with _named(home):
        home.mkdir(parents=True, exist_ok=True)
        _sweep(home)
        made = NamedTemporaryFile(dir=home, prefix=_PART, delete=False)  # noqa: SIM115
    part = Path(made.name)
    try:
        yield made, part
    finally:
        part.unlink(missing_ok=True)
        with suppress(OSError):  # what is kept was synced; of a full disk it was told before
            made.close()


def _sweep(home: Path) -> None:
    """Who still writes to a part has written to it within a day."""
    for part in home.glob(f"{_PART}*"):
        with suppress(FileNotFoundError):  # another process sweeps too
            if time() - part.stat().st_mtime > _ABANDONED_S:
                part.unlink()


def _read(path: Path, start: int, length: int | None) -> Iterator[bytes]:
    with _named(path), _stream(path) as stream:
        stream.seek(start)
        left = os.fstat(stream.fileno()).st_size if length is None else length
        while left > 0 and (chunk := stream.read(min(left, _CHUNK))):
            left -= len(chunk)
            yield chunk


def _stream(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except FileNotFoundError:  # it was there when it was asked for
        raise NotFound(f"no file {path.name}") from None


def _sync(stream: Any) -> None:
    stream.flush()
    os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _named(place: Path) -> Iterator[None]:
    """The machine's failures as ours."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise (Full if full else Fatal)(
            f"the file cannot be kept or read: {error.strerror}",
            culprit=str(place),
            remedy="check the folder's permissions and the disk's space",
        ) from error
