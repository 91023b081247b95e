"""Files sealed before they reach the disk or the bucket; named by their plain bytes as before."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from itertools import chain
from typing import Protocol
from uuid import uuid4

from attrs import define, field, frozen

from revrise.adapters.blobs.coat import Coat
from revrise.adapters.blobs.names import checked_sha256, checked_tenant
from revrise.adapters.vault import chunks as sealing
from revrise.adapters.vault.cipher import new_key
from revrise.core.errors import Fatal, NotFound
from revrise.ports.blobs import BlobRef, Blobs

KIND = "blob"


class CoatedBlobs(Blobs, Protocol):
    """A place for files that can keep other bytes than those it names a file by."""

    def put_in(self, tenant_id: str, chunks: Iterable[bytes], coat: Coat) -> BlobRef:
        """Like `put`, with hash and size of the plain bytes."""
        ...


class FileKeys(Protocol):
    """The data keys of files."""

    def find(self, key_id: str, kind: str, subject_id: str) -> bytes | None:
        """The key of this id if it was made for this subject; None when shredded."""
        ...

    def keep(self, key_id: str, key: bytes, kind: str, subject_id: str) -> None:
        """Keeps a new one."""
        ...

    def shred(self, kind: str, subject_id: str) -> int:
        """Destroys those of a subject."""
        ...


class OpensKeys(Protocol):
    """Gives the keys of a tenant."""

    def __call__(self, tenant_id: str, *, writes: bool) -> AbstractContextManager[FileKeys]:
        """For as long as `with` lasts, in a transaction that may write or only reads."""
        ...


@frozen
class SealedBlobs:
    """Implements `ports.blobs.Blobs` over another place; files kept plain before stay readable."""

    inner: CoatedBlobs
    keys: OpensKeys

    def put(self, tenant_id: str, chunks: Iterable[bytes]) -> BlobRef:
        """See Blobs."""
        return self.inner.put_in(tenant_id, chunks, _Sealed(self, tenant_id))

    def open(
        self, tenant_id: str, sha256: str, start: int = 0, length: int | None = None
    ) -> Iterator[bytes]:
        """See Blobs. Raises Fatal, at once or while it is read, for a file that was changed."""
        while (key_id := sealing.key_of(self._head(tenant_id, sha256))) is not None:
            try:
                chunks = self._opened(tenant_id, sha256, key_id, start, length)
                return chain([next(chunks, b"")], chunks)
            except Fatal:
                # Of two who put it at once the second may take the place of the first between a
                # look at the head and one at the rest: the same file, under another key.
                if sealing.key_of(self._head(tenant_id, sha256)) == key_id:
                    raise
        plain = self._plain(tenant_id, sha256, start, length)
        # Sealed meanwhile, and never plain again: this time it is read as what it is.
        return self.open(tenant_id, sha256, start, length) if plain is None else plain

    def _plain(
        self, tenant_id: str, sha256: str, start: int = 0, length: int | None = None
    ) -> Iterator[bytes] | None:
        """The bytes of a plain file; None where it was sealed before the first came.

        Who has the first has the others: a file is replaced as a whole, never written in place.
        So one that is plain after that was plain before.
        """
        chunks = self.inner.open(tenant_id, sha256, start, length)
        first = next(chunks, b"")
        if sealing.key_of(self._head(tenant_id, sha256)) is not None:
            return None
        return chain([first], chunks)

    def _opened(
        self, tenant_id: str, sha256: str, key_id: str, start: int, length: int | None
    ) -> Iterator[bytes]:
        key = self._key(tenant_id, key_id, sha256)
        whole = sealing.size(self.inner.size(tenant_id, sha256))
        wanted = max(0, min(whole - start, whole if length is None else length))
        if not wanted and whole:
            return iter(())
        kept = self.inner.open(tenant_id, sha256, *sealing.span(start, max(1, wanted)))
        return sealing.opened(kept, key, key_id, start, wanted, whole)

    def size(self, tenant_id: str, sha256: str) -> int:
        """See Blobs."""
        kept = self.inner.size(tenant_id, sha256)
        key_id = sealing.key_of(self._head(tenant_id, sha256))
        if key_id is None:
            return kept
        self._key(tenant_id, key_id, sha256)
        return sealing.size(self.inner.size(tenant_id, sha256))  # the first may be the plain one's

    def older(self, tenant_id: str, before: datetime) -> Iterator[BlobRef]:
        """See Blobs."""
        return self.inner.older(tenant_id, before)

    def link(self, tenant_id: str, sha256: str, seconds: int) -> str | None:  # noqa: ARG002
        """See Blobs. None: what is sealed nobody could read there, what is plain soon may be."""
        return None

    def delete(self, tenant_id: str, sha256: str) -> None:
        """See Blobs. Its keys go first: a copy of it in a backup is unreadable from then on.

        And last, so that what `encrypt` put in its place meanwhile is no file.
        """
        self._shred(tenant_id, sha256)
        self.inner.delete(tenant_id, sha256)
        self._shred(tenant_id, sha256)

    def is_sealed(self, tenant_id: str, sha256: str) -> bool:
        """Whether it is kept encrypted under a key there is. Raises NotFound."""
        key_id = sealing.key_of(self._head(tenant_id, sha256))
        if key_id is None:
            return False
        with self.keys(tenant_id, writes=False) as keys:
            return keys.find(key_id, KIND, sha256) is not None

    def encrypt(self, tenant_id: str, sha256: str) -> bool:
        """Seals a file that was kept plain; says whether it was. Raises NotFound."""
        if sealing.key_of(self._head(tenant_id, sha256)) is not None:
            return False
        plain = self._plain(tenant_id, sha256)
        if plain is None:
            return False
        ref = self.inner.put_in(tenant_id, plain, _Sealed(self, tenant_id, kept=True))
        if ref.sha256 != sha256:
            raise Fatal("the file is not what its name says", culprit=sha256)
        return self.is_sealed(tenant_id, sha256)

    def _shred(self, tenant_id: str, sha256: str) -> None:
        with self.keys(checked_tenant(tenant_id), writes=True) as keys:
            keys.shred(KIND, checked_sha256(sha256))

    def _head(self, tenant_id: str, sha256: str) -> bytes:
        return b"".join(self.inner.open(tenant_id, sha256, 0, sealing.HEADER))

    def _key(self, tenant_id: str, key_id: str, sha256: str) -> bytes:
        with self.keys(tenant_id, writes=False) as keys:
            found = keys.find(key_id, KIND, sha256)
        if found is None:  # shredded; or made for another file, whose bytes were put in its place
            raise NotFound(f"no file {sha256}")
        return found


@define
class _Sealed:
    """One file on its way in; one that is `kept` already only takes its own place."""

    blobs: SealedBlobs
    tenant_id: str
    kept: bool = False
    key: bytes = field(factory=new_key, repr=False)
    key_id: str = field(factory=lambda: f"key_{uuid4().hex}")

    def on(self, chunks: Iterable[bytes]) -> Iterable[bytes]:
        """See Coat."""
        return sealing.sealed(chunks, self.key, self.key_id)

    def replaces(self, sha256: str) -> bool:
        """See Coat. The key is kept before the file is: a file without key would be lost."""
        try:
            if self.blobs.is_sealed(self.tenant_id, sha256):
                return False
        except NotFound:
            pass
        with self.blobs.keys(self.tenant_id, writes=True) as keys:
            keys.keep(self.key_id, self.key, KIND, sha256)
        return not self.kept or self._there(sha256)

    def _there(self, sha256: str) -> bool:
        """Looked at once the key is kept: who takes the file away takes its keys before."""
        try:
            self.blobs.inner.size(self.tenant_id, sha256)
        except NotFound:
            with self.blobs.keys(self.tenant_id, writes=True) as keys:
                keys.shred(KIND, sha256)
            return False
        return True
