"""A stored file as one that is open: read where it is sought, never copied."""

from io import SEEK_CUR, SEEK_END, BufferedReader, RawIOBase
from typing import Any, BinaryIO, cast

from revrise.ports.blobs import Blobs

# What is read ahead: each look into a bucket is a request.
_BUFFER = 1 << 18


def stored(blobs: Blobs, tenant_id: str, sha256: str) -> BinaryIO:
    """The file of this name. Raises NotFound; reading it raises as `Blobs.open`."""
    return cast(BinaryIO, BufferedReader(_Stored(blobs, tenant_id, sha256), _BUFFER))


class _Stored(RawIOBase):
    def __init__(self, blobs: Blobs, tenant_id: str, sha256: str) -> None:
        self._blobs, self._name = blobs, (tenant_id, sha256)
        self._size, self._at = blobs.size(tenant_id, sha256), 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, offset + {SEEK_CUR: self._at, SEEK_END: self._size}.get(whence, 0))
        return self._at

    def readinto(self, room: Any) -> int:
        wanted = min(len(room), self._size - self._at)
        if wanted <= 0:
            return 0
        found = b"".join(self._blobs.open(*self._name, self._at, wanted))
        room[: len(found)] = found
        self._at += len(found)
        return len(found)
