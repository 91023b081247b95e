"""What a file is kept in: as it is, or as other bytes under the name of the plain ones."""

from collections.abc import Iterable, Iterator
from hashlib import sha256 as new_sha256
from typing import Protocol


class Coat(Protocol):
    """What a file wears where it is kept."""

    def on(self, chunks: Iterable[bytes]) -> Iterable[bytes]:
        """The bytes to keep."""
        ...

    def replaces(self, sha256: str) -> bool:
        """Asked once the name is known: whether these bytes are kept, or those that are there."""
        ...


class Meter:
    """Hash and size of bytes that pass through."""

    def __init__(self) -> None:
        self._digest, self.size = new_sha256(), 0

    def through(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same chunks."""
        for chunk in chunks:
            self._digest.update(chunk)
            self.size += len(chunk)
            yield chunk

    @property
    def sha256(self) -> str:
        """Of what has passed."""
        return self._digest.hexdigest()


class _Bare:
    """Implements `Coat`: nothing."""

    def on(self, chunks: Iterable[bytes]) -> Iterable[bytes]:
        """See Coat."""
        return chunks

    def replaces(self, sha256: str) -> bool:  # noqa: ARG002
        """See Coat."""
        return True


BARE: Coat = _Bare()
