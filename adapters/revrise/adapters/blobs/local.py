"""Files in a folder: written beside, synced, then renamed into place."""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256 as new_sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from revrise.core.errors import Fatal, Invalid, NotFound
from revrise.ports.blobs import BlobRef

_CHUNK = 1 << 20
_HEX = frozenset("0123456789abcdef")
_DIGITS = 64


class LocalBlobs:
    """Implements `ports.blobs.Blobs` under one folder, a sub-folder a tenant."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, tenant_id: str, chunks: Iterable[bytes]) -> BlobRef:
        """See Blobs."""
        digest, size = new_sha256(), 0
        home = self._home(tenant_id)
        try:
            home.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=home, prefix=".part-", delete=False) as part:
                for chunk in chunks:
                    digest.update(chunk)
                    size += part.write(chunk)
                part.flush()
                os.fsync(part.fileno())
            target = self._path(tenant_id, digest.hexdigest())
            target.parent.mkdir(exist_ok=True)
            Path(part.name).replace(target)
        except OSError as error:
            raise Fatal(
                f"the file cannot be stored: {error.strerror}",
                culprit=str(home),
                remedy="check the folder's permissions and the disk's space",
            ) from error
        return BlobRef(digest.hexdigest(), size)

    def open(self, tenant_id: str, sha256: str) -> Iterator[bytes]:
        """See Blobs."""
        path = self._path(tenant_id, sha256)
        if not path.is_file():
            raise NotFound(f"no file {sha256}")
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk

    def delete(self, tenant_id: str, sha256: str) -> None:
        """See Blobs."""
        self._path(tenant_id, sha256).unlink(missing_ok=True)

    def _home(self, tenant_id: str) -> Path:
        if not tenant_id.replace("_", "").replace("-", "").isalnum():
            raise Invalid(f"{tenant_id!r} is not a tenant id")
        return self._folder / tenant_id

    def _path(self, tenant_id: str, name: str) -> Path:
        if len(name) != _DIGITS or not set(name) <= _HEX:
            raise Invalid(f"{name!r} is not a SHA-256")
        return self._home(tenant_id) / name[:2] / name
