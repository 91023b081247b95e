"""Ed25519 keys in a folder of this machine, or a secret that is kept elsewhere."""

import os
from binascii import Error, a2b_base64
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from revrise.core.errors import Misconfigured
from revrise.ports.signing import PublicKey, Signed

_PRIVATE, _PUBLIC = "audit-signing.key", "audit-signing.pub"
_SEED = 32


class Ed25519Signer:
    """Implements `ports.signing.Signer`.

    The private half is a file only its owner may read, made at first use; `secret` gives it
    instead where it is kept elsewhere, as 32 bytes in hex or base64, or as PEM. Every public half
    that was in use stays in a file beside it.
    """

    def __init__(self, folder: Path, secret: Callable[[], str] | None = None) -> None:
        self._folder, self._secret = folder, secret

    def sign(self, message: bytes) -> Signed:
        """See Signer."""
        private = self._private()
        return Signed(self._noted(private), private.sign(message).hex())

    def holds(self, public_key: str, message: bytes, signature: str) -> bool:
        """See Signer."""
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
            key.verify(bytes.fromhex(signature), message)
        except (ValueError, InvalidSignature):
            return False
        return True

    def known(self) -> Sequence[PublicKey]:
        """See Signer."""
        path = self._folder / _PUBLIC
        lines = path.read_text("ascii").split() if path.exists() else []
        return [_key(line) for line in lines]

    def rotate(self) -> PublicKey:
        """See Signer."""
        if self._secret is not None:
            raise Misconfigured(
                "the signing key is kept elsewhere",
                culprit="audit.signing_key",
                remedy="put a new secret where the setting points to: the old key stays known",
            )
        if (self._folder / _PRIVATE).exists():
            self._noted(self._private())
        part = self._new()
        part.replace(self._folder / _PRIVATE)
        return self._noted(self._private())

    def _private(self) -> Ed25519PrivateKey:
        if self._secret is not None:
            return _read(self._secret(), "audit.signing_key")
        path = self._folder / _PRIVATE
        if not path.exists():
            self._first(path)
        return _read(path.read_text("ascii"), str(path))

    def _first(self, path: Path) -> None:
        """Whole or not there; who is second takes the key of the first."""
        part = self._new()
        with suppress(FileExistsError):
            os.link(part, path)
        part.unlink()

    def _new(self) -> Path:
        self._folder.mkdir(parents=True, exist_ok=True)
        part = self._folder / f".{_PRIVATE}.{os.getpid()}.{os.urandom(4).hex()}"
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file, "w", encoding="ascii") as stream:
            stream.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
        return part

    def _noted(self, private: Ed25519PrivateKey) -> PublicKey:
        key = _key(private.public_key().public_bytes_raw().hex())
        if key not in self.known():
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / _PUBLIC).open("a", encoding="ascii") as file:
                file.write(f"{key.hex}\n")
        return key


def _key(text: str) -> PublicKey:
    try:
        return PublicKey(sha256(bytes.fromhex(text)).hexdigest()[:16], text)
    except ValueError:
        raise Misconfigured(
            "holds something that is no public key", culprit=_PUBLIC, remedy="take the line out"
        ) from None


def _read(text: str, culprit: str) -> Ed25519PrivateKey:
    """A private key of PEM, hex or base64; what it is must not show in an error."""
    wrong = Misconfigured(
        "is no Ed25519 key", culprit=culprit, remedy="give 32 bytes in hex or base64, or PEM"
    )
    text = text.strip()
    try:
        if text.startswith("-----BEGIN"):
            found = load_pem_private_key(text.encode(), None)
            if not isinstance(found, Ed25519PrivateKey):
                raise wrong
            return found
        raw = bytes.fromhex(text) if len(text) == 2 * _SEED else a2b_base64(text)
        return Ed25519PrivateKey.from_private_bytes(raw)
    except (ValueError, TypeError, Error):
        raise wrong from None
