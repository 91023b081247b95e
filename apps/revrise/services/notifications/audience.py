"""Who there is to tell: people as the policy sees them, found by what they may do."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import define, field

from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Cell, where
from revrise.core.governance.scope import system_scope
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.query import ALL_ROWS, Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.people.actors import Actors
from revrise.services.reach import Blank

_REASON = "find out whom an event concerns"


@define
class Audience:
    """The active people of a tenant, read once."""

    desk: Desk
    tenant_id: str
    people: Mapping[str, Person]
    teams: Sequence[Team]
    known: Actors
    _actors: dict[str, Actor] = field(factory=dict)

    @classmethod
    def read(
        cls, desk: Desk, work: UnitOfWork, tenant_id: str, ids: Sequence[str] | None = None
    ) -> "Audience":
        """Everybody who is active now, or of these alone."""
        query = ALL_ROWS if ids is None else Query(where=where(id=tuple(ids)))
        everybody = system_scope(tenant_id, "person", "read", _REASON)
        people = work.of(Person).load_many(everybody, query)
        teams = work.of(Team).load_many(system_scope(tenant_id, "team", "read", _REASON))
        active = {one.id: one for one in people if one.active}
        return cls(desk, tenant_id, active, teams, Actors.read(desk, work, teams))

    def actor(self, person_id: str) -> Actor | None:
        """As the policy sees them; None for who is gone."""
        person = self.people.get(person_id)
        if person is None:
            return None
        if person_id not in self._actors:
            self._actors[person_id] = self.known.of(person)
        return self._actors[person_id]

    def may(self, person_id: str, resource: str, action: str, row: Mapping[str, Cell]) -> bool:
        """Whether a person may do this to a row of which these cells are known."""
        actor = self.actor(person_id)
        if actor is None:
            return False
        try:
            return self.desk.scope(actor, resource, action).admits(Blank(row))
        except Refused:
            return False

    def answering(
        self, team_id: str | None, resource: str, action: str, row: Mapping[str, Cell]
    ) -> list[str]:
        """The people in this team and above who may do this to such a row."""
        above = {*self._above(team_id)}
        near = (one for one in self.people.values() if one.team_id in above)
        return [one.id for one in near if self.may(one.id, resource, action, row)]

    def all_who_may(self, resource: str, action: str) -> list[str]:
        """Everybody who may do this to some row."""
        return [one for one in self.people if self._may_some(one, resource, action)]

    def _may_some(self, person_id: str, resource: str, action: str) -> bool:
        actor = self.actor(person_id)
        try:
            return actor is not None and bool(self.desk.scope(actor, resource, action).grants)
        except Refused:
            return False

    def _above(self, team_id: str | None) -> Iterator[str]:
        """The team and those it is part of; a cycle does no harm."""
        parents = {one.id: one.parent_id for one in self.teams}
        seen: set[str] = set()
        while team_id is not None and team_id not in seen:
            yield team_id
            seen.add(team_id)
            team_id = parents.get(team_id)
