"""Large files: recordings, transcripts as received, rendered documents."""

from collections.abc import Iterable, Iterator
from datetime import datetime
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

    def open(
        self, tenant_id: str, sha256: str, start: int = 0, length: int | None = None
    ) -> Iterator[bytes]:
        """The bytes in chunks: all, or `length` of them from `start` as far as there are any.

        Raises NotFound.
        """
        ...

    def size(self, tenant_id: str, sha256: str) -> int:
        """How many bytes there are. Raises NotFound."""
        ...

    def older(self, tenant_id: str, before: datetime) -> Iterator[BlobRef]:
        """The files last put before a moment, in no order; `size` is that of what is kept.

        One that was put again is as old as the last time, where that costs no copy.
        """
        ...

    def link(self, tenant_id: str, sha256: str, seconds: int) -> str | None:
        """An address that opens the file for so long without asking us; None: there is none.

        Whoever holds it may read the file: give it only to whom a decision allows it.
        """
        ...

    def delete(self, tenant_id: str, sha256: str) -> None:
        """Removes the file; a missing one is no error."""
        ...
