"""Failed log-ins slow the next ones down: by the name that was typed and by where they come from.

Names nobody has are counted alike, so that a lock says nothing about who exists.
"""

from datetime import datetime, timedelta

from attrs import evolve, frozen

from revrise.core.errors import Refused
from revrise.core.ids import derived

FREE_BY_NAME, FREE_BY_ADDRESS = 5, 30
_FIRST, _LONGEST = timedelta(seconds=15), timedelta(minutes=15)
_FORGOTTEN = timedelta(hours=1)


class Locked(Refused):
    """Too many failed log-ins; `wait_s` seconds are to pass first."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(
            "too many attempts to log in failed",
            culprit="login",
            remedy=f"wait {wait_s} s and try again",
        )
        self.wait_s = wait_s


@frozen
class Throttle:
    """The failures of one log-in name or one address."""

    id: str
    failures: int = 0
    last_at: datetime | None = None
    until: datetime | None = None
    version: int = 1

    def check(self, at: datetime) -> None:
        """Raises Locked while it is closed: never for longer, whatever clock closed it."""
        if self.until is not None and at < self.until <= at + _LONGEST:
            raise Locked(max(1, round((self.until - at).total_seconds())))

    def failed(self, at: datetime, free: int) -> "Throttle":
        """One failure more. After `free` of them each doubles the time it stays closed."""
        old = self.last_at is not None and abs(at - self.last_at) > _FORGOTTEN
        failures = 1 if old else self.failures + 1
        over = failures - free
        until = at + min(_FIRST * 2 ** min(over, 10), _LONGEST) if over >= 0 else None
        return evolve(self, failures=failures, last_at=at, until=until, version=self.version + 1)

    def cleared(self) -> "Throttle":
        """After a log-in that worked."""
        return evolve(self, failures=0, until=None, version=self.version + 1)


def throttle_id(kind: str, value: str) -> str:
    """The id for a `name` or an `address`: a hash, since neither is to be kept."""
    return derived("thr", kind, value)
