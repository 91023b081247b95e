"""A person of the organisation and the roles they hold."""

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from revrise.core.governance.actor import Actor
from revrise.core.people.organisation import Team, subtree

ROLES = ("rep", "coach", "manager", "enablement", "admin", "owner")


@frozen
class Person:
    """Roles are default permission sets; code asks the policy, never a role's name.

    `off_boards_since` is when the person chose not to be shown on public leaderboards.
    """

    id: str
    name: str
    email: str | None = None
    team_id: str | None = None
    roles: tuple[str, ...] = ("rep",)
    locale: str = "en"
    active: bool = True
    hired_at: datetime | None = None
    off_boards_since: datetime | None = None
    source: str | None = None
    external_id: str | None = None
    digest: str | None = None
    version: int = 1

    def actor(self, tenant_id: str, teams: Iterable[Team]) -> Actor:
        """The person as the policy sees them, with the teams below their own."""
        return Actor(
            tenant_id, self.id, frozenset(self.roles), self.team_id, subtree(teams, self.team_id)
        )
