"""Passwords as argon2id: 48 MiB, two passes, about 85 ms; two at a time."""

from base64 import b64encode
from secrets import token_bytes
from threading import BoundedSemaphore
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# More at once would only take memory and time from every other request.
AT_ONCE = 2
_COST: dict[str, Any] = {"time_cost": 2, "memory_cost": 48 * 1024, "parallelism": 1}
_ROOM = BoundedSemaphore(AT_ONCE)


class Argon2Passwords:
    """Implements `ports.passwords.Passwords`. `cost` is argon2's, for tests that need speed."""

    def __init__(self, cost: dict[str, Any] | None = None) -> None:
        self._hasher = PasswordHasher(**(cost or _COST))
        # No password has this hash; trying it takes as long as any other.
        self._nobody = _made_up(self._hasher)

    def hash(self, password: str) -> str:
        """See Passwords."""
        with _ROOM:
            return self._hasher.hash(password)

    def verify(self, password: str, hashed: str | None) -> bool:
        """See Passwords."""
        against = hashed or self._nobody
        with _ROOM:
            try:
                return self._hasher.verify(against, password) and bool(hashed)
            except (VerificationError, InvalidHashError):
                return False

    def stale(self, hashed: str) -> bool:
        """See Passwords."""
        return self._hasher.check_needs_rehash(hashed)


def _made_up(hasher: PasswordHasher) -> str:
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, tag = (_text(token_bytes(size)) for size in (hasher.salt_len, hasher.hash_len))
    return f"$argon2id$v=19${cost}${salt}${tag}"


def _text(raw: bytes) -> str:
    return b64encode(raw).decode().rstrip("=")
