"""Large files: recordings, transcripts as received, rendered documents."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from attrs import frozen


@frozen
class BlobRef:
    """A stored file: its SHA-256 (hex) is its name, `size` is in bytes."""

    sha256: str
    size: int


class Blobs(Protocol):
    """Content-addressed files of a tenant; the same bytes are stored once."""

    def put(self, tenant_id: str, chunks: Iterable[bytes]) -> BlobRef:
        """Stores a stream atomically: a reader sees the whole file or none."""
        ...

    def open(self, tenant_id: str, sha256: str) -> Iterator[bytes]:
        """The bytes in chunks. Raises NotFound."""
        ...

    def delete(self, tenant_id: str, sha256: str) -> None:
        """Removes the file; a missing one is no error."""
        ...
