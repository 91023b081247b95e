"""An API key: how a program acts for one person."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from attrs import evolve, field, frozen

from revrise.core.errors import Invalid

SHORTEST, LONGEST = timedelta(days=1), timedelta(days=366)
_NAME = 80


@frozen
class ApiKey:
    """Bound to a person: it may what they may, or only read. It always expires.

    `scopes` narrow it: `deal` (all of it) or `deal:read`; none leave it as wide as the person.
    """

    id: str
    person_id: str
    name: str
    token_hash: str = field(repr=False)
    read_only: bool
    made_at: datetime
    expires_at: datetime
    ended_at: datetime | None = None
    scopes: tuple[str, ...] = ()
    version: int = 1

    def alive(self, at: datetime) -> bool:
        """Whether it may still be used."""
        return self.ended_at is None and at < self.expires_at

    def ended(self, at: datetime) -> "ApiKey":
        """Over, once and for all; the first end counts."""
        return evolve(self, ended_at=self.ended_at or at, version=self.version + 1)


def within(scopes: Collection[str], permission: str) -> bool:
    """Whether scopes cover a permission `resource:action`."""
    return not scopes or permission in scopes or permission.partition(":")[0] in scopes


def checked_scopes(
    wanted: Sequence[str], resources: Collection[str], actions: Collection[str]
) -> tuple[str, ...]:
    """Scopes for a new key, each once. Raises Invalid for what no permission is called."""
    for scope in wanted:
        resource, colon, action = scope.partition(":")
        if resource not in resources or (colon and action not in actions):
            raise Invalid(
                f"there is no scope {scope!r}",
                culprit="scopes",
                remedy="use a resource, e.g. deal, or a permission, e.g. deal:read",
            )
    return tuple(sorted(set(wanted)))


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
