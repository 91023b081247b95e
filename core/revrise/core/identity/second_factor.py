"""A second factor: codes that an app on the person's phone shows, and codes on paper beside it."""

import hashlib
import hmac
import re
from base64 import b32encode
from datetime import datetime

from attrs import evolve, field, frozen

from revrise.core.ids import derived

RECOVERY_CODES = 10
_CODE = re.compile(r"\d{6}")
# 80 bits: nobody tries them all, so a plain hash of them is enough.
_RECOVERY_BYTES = 10


@frozen
class SecondFactor:
    """One a person. It counts once it is confirmed.

    `secret` is what the app knows; the store keeps it encrypted.
    `last_step` is the time step of the code used last: that code, and any before it, is over.
    `recovery` are hashes of the recovery codes that are left.
    """

    id: str
    person_id: str
    secret: str = field(repr=False)
    made_at: datetime
    confirmed_at: datetime | None = None
    last_step: int = 0
    recovery: tuple[str, ...] = field(default=(), repr=False)
    version: int = 1

    @property
    def on(self) -> bool:
        """Whether it is asked for at log-in."""
        return self.confirmed_at is not None

    def confirmed(self, at: datetime, step: int, codes: tuple[str, ...]) -> "SecondFactor":
        """Switched on by its first code, with fresh recovery codes."""
        return evolve(self.with_codes(codes), confirmed_at=at, last_step=step)

    def with_codes(self, codes: tuple[str, ...]) -> "SecondFactor":
        """With other recovery codes; those of before are over."""
        return evolve(self, recovery=tuple(map(_hash, codes)), version=self.version + 1)

    def used(self, step: int | None) -> "SecondFactor | None":
        """After the code of a time step; None for no code, or one that was used before."""
        if step is None or step <= self.last_step:
            return None
        return evolve(self, last_step=step, version=self.version + 1)

    def without(self, code: str) -> "SecondFactor | None":
        """After a recovery code, which goes; None for one that is not among them."""
        spent = _hash(code)
        left = tuple(kept for kept in self.recovery if not hmac.compare_digest(kept, spent))
        if len(left) == len(self.recovery):
            return None
        return evolve(self, recovery=left, version=self.version + 1)


def factor_id(person_id: str) -> str:
    """The id of a person's second factor."""
    return derived("fac", person_id)


def app_code(typed: str) -> str | None:
    """The six digits of an app, however they were spaced; None for anything else."""
    bare = "".join(typed.split())
    return bare if bare.isascii() and _CODE.fullmatch(bare) else None


def recovery_code(randomness: str) -> str:
    """A code to be kept on paper, made of randomness: four times four letters or digits."""
    raw = b32encode(hashlib.sha256(randomness.encode()).digest()[:_RECOVERY_BYTES]).decode()
    return "-".join(raw[at : at + 4] for at in range(0, len(raw), 4)).lower()


def _hash(code: str) -> str:
    bare = re.sub(r"[\s-]", "", code).casefold()
    return hashlib.sha256(bare.encode()).hexdigest()
