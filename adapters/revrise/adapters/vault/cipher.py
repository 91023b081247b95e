"""AES-256-GCM: what is sealed says where it belongs, and opens nowhere else."""

import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from revrise.core.errors import Fatal

KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 12, 16


def new_key() -> bytes:
    """A key nobody can guess."""
    return os.urandom(KEY_BYTES)


def seal(key: bytes, plain: bytes, place: Sequence[str]) -> bytes:
    """Nonce, ciphertext and tag; the nonce is random, so a key is good for 2**32 of them."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound(place))


def unseal(key: bytes, sealed: bytes, place: Sequence[str]) -> bytes:
    """The plain bytes. Raises Fatal for what was changed, cut, or belongs to another place."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound(place))
    except (InvalidTag, ValueError):
        raise Fatal(
            "what is kept here was changed, or belongs elsewhere: it cannot be decrypted",
            culprit="/".join(place),
            remedy="restore it from a backup",
        ) from None


def bound(place: Sequence[str]) -> bytes:
    """A place as bytes that no other place has: every part behind its length."""
    parts = [part.encode() for part in place]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
