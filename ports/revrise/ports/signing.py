"""Signatures under checkpoints of the audit chain, and where those are kept outside."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from attrs import frozen


@frozen
class PublicKey:
    """A key's public half in hex; its id is the beginning of its SHA-256."""

    id: str
    hex: str


@frozen
class Signed:
    """A signature in hex, and the key it is by."""

    key: PublicKey
    signature: str


class Signer(Protocol):
    """Ed25519 signatures by a key of this installation."""

    def sign(self, message: bytes) -> Signed:
        """Signs; makes the key at first use. Raises Misconfigured for a key it cannot read."""
        ...

    def holds(self, public_key: str, message: bytes, signature: str) -> bool:
        """Whether a signature is by the key, over this very message. Any text may be asked."""
        ...

    def known(self) -> Sequence[PublicKey]:
        """Every key that ever signed here, the newest last."""
        ...

    def rotate(self) -> PublicKey:
        """A new key signs from now on; the public half of the old one stays known.

        Raises Misconfigured where the key is a secret kept elsewhere, and changed there.
        """
        ...


class Anchor(Protocol):
    """A file or folder outside the database that only grows."""

    @property
    def place(self) -> str:
        """Where it is, for people."""
        ...

    def keep(self, line: str) -> None:
        """Appends a line and waits until it is on the disk. Raises Retriable where it cannot."""
        ...

    def lines(self) -> Iterator[str]:
        """Every line in order; none where nothing was kept. Raises Retriable where unreadable."""
        ...
