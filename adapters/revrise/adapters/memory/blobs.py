"""Files in a dict."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256 as new_sha256

from revrise.adapters.blobs.names import checked_sha256, checked_tenant
from revrise.core.errors import NotFound
from revrise.ports.blobs import BlobRef


class MemoryBlobs:
    """Implements `ports.blobs.Blobs`."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, str], bytes] = {}
        self._put_at: dict[tuple[str, str], datetime] = {}

    def put(self, tenant_id: str, chunks: Iterable[bytes]) -> BlobRef:
        """See Blobs."""
        tenant, content = checked_tenant(tenant_id), b"".join(chunks)
        name = new_sha256(content).hexdigest()
        self._files[tenant, name] = content
        self._put_at[tenant, name] = datetime.now(UTC)
        return BlobRef(name, len(content))

    def open(
        self, tenant_id: str, sha256: str, start: int = 0, length: int | None = None
    ) -> Iterator[bytes]:
        """See Blobs."""
        content = self._file(tenant_id, sha256)[start:]
        return iter([content if length is None else content[:length]])

    def size(self, tenant_id: str, sha256: str) -> int:
        """See Blobs."""
        return len(self._file(tenant_id, sha256))

    def older(self, tenant_id: str, before: datetime) -> Iterator[BlobRef]:
        """See Blobs."""
        tenant = checked_tenant(tenant_id)
        found = [
            BlobRef(name, len(content))
            for (of, name), content in self._files.items()
            if of == tenant and self._put_at[of, name] < before
        ]
        return iter(found)

    def _file(self, tenant_id: str, sha256: str) -> bytes:
        key = checked_tenant(tenant_id), checked_sha256(sha256)
        if key not in self._files:
            raise NotFound(f"no file {sha256}")
        return self._files[key]

    def link(self, tenant_id: str, sha256: str, seconds: int) -> str | None:  # noqa: ARG002
        """See Blobs."""
        return None

    def delete(self, tenant_id: str, sha256: str) -> None:
        """See Blobs."""
        self._files.pop((checked_tenant(tenant_id), checked_sha256(sha256)), None)
