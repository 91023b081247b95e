"""Credentials as text: an id to find the record by, and a secret of which only a hash is kept."""

import hashlib
import hmac
import re

from attrs import field, frozen

KEY_PREFIX = "rr_pat_"
PROVISIONING_PREFIX = "rr_scim_"
_SESSION = re.compile(r"(ses_[0-9a-f]{32})\.([A-Za-z0-9_-]{20,100})")
_KEY = re.compile(KEY_PREFIX + r"([0-9a-f]{32})_([A-Za-z0-9_-]{20,100})")
_STEP = re.compile(r"(stp_[0-9a-f]{32})\.([A-Za-z0-9_-]{20,100})")
_PROVISIONING = re.compile(PROVISIONING_PREFIX + r"([0-9a-f]{32})_([A-Za-z0-9_-]{20,100})")
_REQUEST = re.compile(r"(crq_[0-9a-f]{32})\.([A-Za-z0-9_-]{20,100})")
_INVITATION = re.compile(r"(acc_[0-9a-f]{32})\.([A-Za-z0-9_-]{20,100})")


@frozen
class Credential:
    """What a caller holds. `id` names the record; `secret` never reaches a log or a database."""

    id: str
    secret: str = field(repr=False)

    @property
    def hash(self) -> str:
        """What is kept of the secret (SHA-256, hex); the secret is random, so no salt is due."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def fits(self, kept: str) -> bool:
        """Whether this is the secret of a kept hash, in a time that says nothing."""
        return bool(kept) and hmac.compare_digest(self.hash, kept)

    @property
    def csrf(self) -> str:
        """The token that forms of this session carry: derived, so it changes with the session."""
        return self.derived("csrf")

    def derived(self, purpose: str) -> str:
        """Another secret, made of this one for one purpose: nobody finds one from another."""
        return hmac.new(self.secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()

    @property
    def dotted(self) -> str:
        """As a cookie or a link carries it."""
        return f"{self.id}.{self.secret}"

    @property
    def as_key(self) -> str:
        """As an API key is written."""
        return f"{KEY_PREFIX}{self.id.removeprefix('key_')}_{self.secret}"

    @property
    def as_provisioning(self) -> str:
        """As a provisioning token is written."""
        return f"{PROVISIONING_PREFIX}{self.id.removeprefix('prv_')}_{self.secret}"


def session_credential(text: str) -> Credential | None:
    """The credential of a session cookie; None for anything else."""
    return _matched(_SESSION, text)


def key_credential(text: str) -> Credential | None:
    """The credential of an API key `rr_pat_…`; None for anything else."""
    found = _KEY.fullmatch(text)
    return Credential(f"key_{found[1]}", found[2]) if found else None


def provisioning_credential(text: str) -> Credential | None:
    """The credential of a provisioning token `rr_scim_…`; None for anything else."""
    found = _PROVISIONING.fullmatch(text)
    return Credential(f"prv_{found[1]}", found[2]) if found else None


def invitation_credential(text: str) -> Credential | None:
    """The credential of an invitation; None for anything else."""
    return _matched(_INVITATION, text)


def request_credential(text: str) -> Credential | None:
    """The credential of a link that asks for consent; None for anything else."""
    return _matched(_REQUEST, text)


def step_credential(text: str) -> Credential | None:
    """The credential of a log-in that is half way; None for anything else."""
    return _matched(_STEP, text)


def _matched(pattern: re.Pattern[str], text: str) -> Credential | None:
    found = pattern.fullmatch(text)
    return Credential(found[1], found[2]) if found else None
