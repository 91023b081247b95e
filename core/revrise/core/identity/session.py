"""A session: a browser in which somebody has logged in."""

import hashlib
import hmac
from datetime import datetime, timedelta

from attrs import evolve, field, frozen

# Writing down every request would cost a transaction each: this share of the idle time is exact
# enough.
_NOTED = 16


@frozen
class Session:
    """Ends at `ends_at`, when nothing was seen of it for a while, or when somebody ends it."""

    id: str
    person_id: str
    token_hash: str = field(repr=False)
    started_at: datetime
    seen_at: datetime
    ends_at: datetime
    ended_at: datetime | None = None
    agent: str = ""
    version: int = 1

    @property
    def mark(self) -> str:
        """What the browser keeps when the session is over: it opens nothing, but it is known."""
        return browser_mark(self.id, self.token_hash)

    def alive(self, at: datetime, idle: timedelta) -> bool:
        """Whether it may still be used."""
        return self.ended_at is None and at < self.ends_at and at - self.seen_at < idle

    def to_note(self, at: datetime, idle: timedelta) -> bool:
        """Whether it is time to write down that it is in use."""
        return at - self.seen_at > idle / _NOTED

    def seen(self, at: datetime) -> "Session":
        """In use."""
        return evolve(self, seen_at=at, version=self.version + 1)

    def ended(self, at: datetime) -> "Session":
        """Over, once and for all; the first end counts."""
        return evolve(self, ended_at=self.ended_at or at, version=self.version + 1)


def browser_mark(session_id: str, token_hash: str) -> str:
    """Made of what is kept of the secret, so that it can be told again; not the secret itself."""
    made = hmac.new(token_hash.encode(), b"known browser", hashlib.sha256).hexdigest()
    return f"{session_id}.{made}"
