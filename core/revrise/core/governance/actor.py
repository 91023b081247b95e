"""The person on whose behalf something is done. Nothing is read or written without one."""

from collections.abc import Mapping

from attrs import frozen

Value = str | int | float | bool | None | tuple[str, ...]


@frozen
class Actor:
    """A person as the policy sees them.

    `subtree` holds the ids of the actor's team and of all teams below it.
    """

    tenant_id: str
    person_id: str
    roles: frozenset[str]
    team_id: str | None = None
    subtree: frozenset[str] = frozenset()

    @property
    def me(self) -> Mapping[str, Value]:
        """The attributes a row rule may name as `me.…`."""
        return {"id": self.person_id, "team": self.team_id, "subtree": tuple(sorted(self.subtree))}


SYSTEM = "system"


def system_actor(tenant_id: str) -> Actor:
    """The actor of work that no person asked for; its scopes carry a reason and are audited."""
    return Actor(tenant_id, SYSTEM, frozenset({SYSTEM}))
