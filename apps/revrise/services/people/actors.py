"""People as the policy sees them: their roles of the moment, and how far they see."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from attrs import Factory, evolve, frozen

from revrise.core.governance.actor import Actor, Reach
from revrise.core.governance.policy_rule import PolicyRole, widest
from revrise.core.governance.role_grant import RoleGrant
from revrise.core.governance.rule import All, Column, Compare, Const, IsNull
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.data_range import DataRange, DataSet, Ranges
from revrise.core.people.organisation import Team
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

_REASON = "find out what somebody may see"


@frozen
class Actors:
    """Teams, ranges, grants and roles of a tenant at one moment, read once for many people."""

    tenant_id: str
    ranges: Ranges
    grants: Mapping[str, Sequence[RoleGrant]]
    roles: Mapping[str, PolicyRole]
    givers: Mapping[str, Person] = Factory(dict)

    @classmethod
    def read(cls, desk: Desk, work: UnitOfWork, teams: Sequence[Team] | None = None) -> "Actors":
        """As of now."""
        tenant = work.actor.tenant_id
        if teams is None:
            teams = work.of(Team).load_many(_all(tenant, "team"))
        ranges = work.of(DataRange).load_many(_all(tenant, "data_range"))
        sets = work.of(DataSet).load_many(_all(tenant, "data_set")) if ranges else ()
        grants = _active(work, tenant, desk.clock.now())
        lent = {one.given_by for held in grants.values() for one in held if one.kind == "delegated"}
        people = work.of(Person)
        givers = {
            one.id: one
            for one in people.load_many(
                _all(tenant, "person"),
                Query(Compare("in", Column("id"), Const(tuple(sorted(lent))))),
            )
        } if lent else {}  # fmt: skip
        roles = {role.name: role for role in desk.policy.roles(tenant)}
        return cls(tenant, Ranges.of(teams, ranges, sets), grants, roles, givers)

    def of(self, person: Person) -> Actor:
        """Somebody with the roles and the range they have now."""
        actor = person.actor(self.tenant_id, self.ranges.teams)
        held = [one for one in self.grants.get(person.id, ()) if self._counts(one)]
        roles = actor.roles | {one.role for one in held}
        # A borrowed role brings its lender's range, not that range seen from the borrower's place.
        own = actor.roles | {one.role for one in held if one.kind != "delegated"}
        reach = self._reach(person, own)
        for one in held:
            if one.kind == "delegated":
                reach |= self._lent(self.givers[one.given_by])
        return evolve(actor, roles=roles, reach=reach)

    def _counts(self, grant: RoleGrant) -> bool:
        """Nobody lends what they do not have any more, or once they left."""
        if grant.role not in self.roles:
            return False
        giver = self.givers.get(grant.given_by)
        return grant.kind != "delegated" or (
            giver is not None and giver.active and grant.role in giver.roles
        )

    def _reach(self, person: Person, roles: Iterable[str]) -> Reach:
        held, waiting = set[str](), list(roles)
        while waiting:
            role = self.roles.get(waiting.pop())
            if role and role.name not in held:
                held.add(role.name)
                waiting.extend(role.inherits)
        usual = widest([self.roles[name].range for name in held])
        return self.ranges.reach(person.id, person.team_id, usual)

    def _lent(self, giver: Person) -> Reach:
        return self._reach(giver, giver.roles) | Reach(people=frozenset({giver.id}))


def _active(work: UnitOfWork, tenant: str, now: datetime) -> Mapping[str, Sequence[RoleGrant]]:
    # The same statement for a minute; whose time ended within it is left out below.
    minute = now.replace(second=0, microsecond=0)
    still = All((IsNull(Column("ended_at")), Compare(">", Column("ends_at"), Const(minute))))
    found: dict[str, list[RoleGrant]] = {}
    for one in work.of(RoleGrant).load_many(_all(tenant, "role_grant"), Query(still)):
        if one.active(now):
            found.setdefault(one.person_id, []).append(one)
    return found


def _all(tenant_id: str, resource: str) -> Scope:
    return system_scope(tenant_id, resource, "read", _REASON)
