"""Files in a dict."""

from collections.abc import Iterable, Iterator
from hashlib import sha256

from revrise.core.errors import NotFound
from revrise.ports.blobs import BlobRef


class MemoryBlobs:
    """Implements `ports.blobs.Blobs`."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, str], bytes] = {}

    def put(self, tenant_id: str, chunks: Iterable[bytes]) -> BlobRef:
        """See Blobs."""
        content = b"".join(chunks)
        name = sha256(content).hexdigest()
        self._files[tenant_id, name] = content
        return BlobRef(name, len(content))

    def open(self, tenant_id: str, sha256: str) -> Iterator[bytes]:
        """See Blobs."""
        if (tenant_id, sha256) not in self._files:
            raise NotFound(f"no file {sha256}")
        yield self._files[tenant_id, sha256]

    def delete(self, tenant_id: str, sha256: str) -> None:
        """See Blobs."""
        self._files.pop((tenant_id, sha256), None)
