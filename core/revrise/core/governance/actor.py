"""The person on whose behalf something is done. Nothing is read or written without one."""

from collections.abc import Mapping

from attrs import frozen

Value = str | int | float | bool | None | tuple[str, ...]


@frozen
class Reach:
    """How far a data range goes: everything, or teams and people beside what is one's own."""

    teams: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    everything: bool = False

    def __or__(self, other: "Reach") -> "Reach":
        """Both together."""
        return Reach(
            self.teams | other.teams,
            self.people | other.people,
            self.everything or other.everything,
        )


@frozen
class Actor:
    """A person as the policy sees them.

    `subtree` holds the ids of the actor's team and of all teams below it. `reach` None leaves the
    data range to the actor's roles.
    """

    tenant_id: str
    person_id: str
    roles: frozenset[str]
    team_id: str | None = None
    subtree: frozenset[str] = frozenset()
    reach: Reach | None = None

    def within(self, kind: str) -> Reach:
        """The reach of a range seen from the actor's place: own | team | subtree | all."""
        if kind == "team":
            return Reach(frozenset({self.team_id} if self.team_id else ()))
        return Reach(self.subtree if kind == "subtree" else frozenset(), everything=kind == "all")

    @property
    def me(self) -> Mapping[str, Value]:
        """The attributes a row rule may name as `me.…`."""
        return {"id": self.person_id, "team": self.team_id, "subtree": tuple(sorted(self.subtree))}


SYSTEM = "system"


def system_actor(tenant_id: str) -> Actor:
    """The actor of work that no person asked for; its scopes carry a reason and are audited."""
    return Actor(tenant_id, SYSTEM, frozenset({SYSTEM}))
