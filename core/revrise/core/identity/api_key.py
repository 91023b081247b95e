"""An API key: how a program acts for one person."""

from datetime import datetime, timedelta

from attrs import evolve, field, frozen

from revrise.core.errors import Invalid

SHORTEST, LONGEST = timedelta(days=1), timedelta(days=366)
_NAME = 80


@frozen
class ApiKey:
    """Bound to a person: it may what they may, or only read. It always expires."""

    id: str
    person_id: str
    name: str
    token_hash: str = field(repr=False)
    read_only: bool
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    version: int = 1

    def alive(self, at: datetime) -> bool:
        """Whether it may still be used."""
        return self.ended_at is None and at < self.expires_at

    def ended(self, at: datetime) -> "ApiKey":
        """Over, once and for all; the first end counts."""
        return evolve(self, ended_at=self.ended_at or at, version=self.version + 1)


def checked(name: str, days: int) -> tuple[str, timedelta]:
    """Name and life of a new key. Raises Invalid."""
    if not name.strip() or len(name) > _NAME:
        raise Invalid(
            f"a key needs a name of 1 to {_NAME} characters",
            culprit="name",
            remedy="say what will use it",
        )
    if not SHORTEST.days <= days <= LONGEST.days:
        raise Invalid(
            f"a key lives {SHORTEST.days} to {LONGEST.days} days, not {days}", culprit="days"
        )
    return name.strip(), timedelta(days=days)
