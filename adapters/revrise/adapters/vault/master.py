"""The master key: from the settings, or a file made on the first start. It wraps tenant keys."""

import os
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from revrise.adapters.vault.cipher import KEY_BYTES, new_key, seal, unseal
from revrise.core.errors import Misconfigured


class MasterKeys:
    """Master keys by id: `current` wraps, the others still open what they wrapped before.

    `source` gives their text; it is asked again for a key that is not known, since another
    process may have added one.
    """

    def __init__(self, source: Callable[[], str]) -> None:
        self._source = source
        self._keys = keys_of(source())
        # Tenant keys once unwrapped. There are few, and they are never shredded.
        self.tenant_keys: dict[str, bytes] = {}

    @property
    def current(self) -> str:
        """The id of the one that wraps."""
        return next(iter(self._keys))

    def wrap(self, key: bytes, tenant_id: str, key_id: str) -> bytes:
        """A tenant's key under the current master key."""
        return seal(self._keys[self.current], key, ("tenant", tenant_id, key_id))

    def unwrap(self, wrapped: bytes, master_id: str, tenant_id: str, key_id: str) -> bytes:
        """A tenant's key. Raises Misconfigured where its master key is not given."""
        if master_id not in self._keys:
            self.reload()
        if master_id not in self._keys:
            raise Misconfigured(
                f"the master key {master_id} is not there: what it protects cannot be read",
                culprit="vault.key",
                remedy="give the key file of the machine this database comes from",
            )
        return unseal(self._keys[master_id], wrapped, ("tenant", tenant_id, key_id))

    def reload(self) -> None:
        """Reads them again."""
        self._keys = keys_of(self._source())


def keys_of(text: str) -> dict[str, bytes]:
    """Id → key, of keys in base64, 32 bytes each; the first one wraps.

    One a line, or with commas between. Raises Misconfigured for anything
    else, without repeating it.
    """
    found = [_key(one) for one in text.replace(",", "\n").split()]
    if not found:
        raise Misconfigured("is empty", culprit="vault.key", remedy="give 32 bytes in base64")
    return {key_id(key): key for key in found}


def key_id(key: bytes) -> str:
    """What tells a key from others and gives nothing of it away."""
    return sha256(b"revrise master key" + key).hexdigest()[:16]


def key_file(path: Path) -> str:
    """The text of the key file, made with a new key where there is none; its owner's alone."""
    if not path.exists():
        _make(path, new_text())
    return path.read_text(encoding="ascii")


def add_key(path: Path) -> str:
    """Puts a new master key before those of the file; its id."""
    text = new_text()
    part = _part(path, f"{text}{key_file(path)}")
    part.replace(path)
    return next(iter(keys_of(text)))


def new_text() -> str:
    """A new key as a line of the file."""
    return b64encode(new_key()).decode() + "\n"


def _make(path: Path, text: str) -> None:
    part = _part(path, text)
    with suppress(FileExistsError):
        os.link(part, path)  # whole or not at all; whoever comes second takes the first one's
    part.unlink()


def _part(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.{os.urandom(4).hex()}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    return part


def _key(text: str) -> bytes:
    try:
        found = b64decode(text, validate=True)
    except (Error, ValueError):
        found = b""
    if len(found) != KEY_BYTES:
        raise Misconfigured(
            "is no key of 32 bytes in base64",
            culprit="vault.key",
            remedy="`openssl rand -base64 32`",
        )
    return found
