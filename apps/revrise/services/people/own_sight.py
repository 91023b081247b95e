"""Nobody widens what they see themselves: somebody else who administers has to."""

from collections.abc import Iterator
from contextlib import contextmanager

from attrs import evolve, frozen

from revrise.core.errors import NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.role_grant import RESPONDER
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.governance.widening import widens
from revrise.core.people.person import Person
from revrise.ports.policy import Policy, PolicyDocument
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.people.actors import Actors

_REASON = "see that nobody widens their own sight"
# The actions by which something is seen, and the one that takes the emergency role.
SHOWING = frozenset({"read", "view", "unmask", "break_glass"})
_ADMINISTER = frozenset({"admin", "owner"})
Sight = tuple[Policy, Actor]


@frozen
class OwnSight:
    """Compares how far somebody sees before and after a change they make themselves.

    An owner may widen it where nobody else administers: else a lone owner could change nothing.
    """

    desk: Desk

    @contextmanager
    def kept(self, work: UnitOfWork, by: Actor) -> Iterator[None]:
        """Around a change of people, teams or ranges. Raises Refused where the actor sees more."""
        before = self._now(work, by)
        yield
        after = self._now(work, by)
        if before and after and not self._alone(work, by):
            _refuse((self.desk.policy, before), (self.desk.policy, after))

    def kept_under(self, work: UnitOfWork, by: Actor, new: PolicyDocument) -> None:
        """Before a policy is put in force. Raises Refused where the actor would see more."""
        now = self._now(work, by)
        if now and not self._alone(work, by):
            policy = self.desk.policy.over(new)
            roles = {role.name: role for role in policy.roles(by.tenant_id)}
            actors = evolve(Actors.read(self.desk, work), roles=roles)
            _refuse((self.desk.policy, now), (policy, self._now(work, by, actors) or now))

    def _now(self, work: UnitOfWork, by: Actor, actors: Actors | None = None) -> Actor | None:
        """Somebody as they are stored; None for who is nobody's: the system."""
        try:
            person = work.of(Person).load(by.person_id, _all(by))
        except NotFound:
            return None
        return (actors or Actors.read(self.desk, work)).of(person)

    def _alone(self, work: UnitOfWork, by: Actor) -> bool:
        query = Query(where(active=True), columns=("id", "roles"))
        rows = work.of(Person).rows(_all(by), query)
        others = any(row["id"] != by.person_id and _ADMINISTER & set(row["roles"]) for row in rows)
        return "owner" in by.roles and not others


def _refuse(before: Sight, after: Sight) -> None:
    found = next(_wider(before, after), None)
    if found is not None:
        resource, action = found
        raise Refused(
            f"you would see more yourself: {action} {resource}",
            culprit=resource,
            remedy="ask an administrator who sees it already, or an owner; or break the glass",
        )


def _wider(before: Sight, after: Sight) -> Iterator[tuple[str, str]]:
    """What opens: to the person, and to the emergency role that they may take."""
    tenant = before[1].tenant_id
    every = {*before[0].answered(tenant), *after[0].answered(tenant)}
    takes = _scope(after, "role_grant", "break_glass") is not None
    emergency = [(policy, _responding(who)) for policy, who in (before, after)]
    for pair in sorted(pair for pair in every if pair[1] in SHOWING):
        own = _scope(before, *pair)
        if widens(own, _scope(after, *pair)):
            yield pair
        elif takes:
            was, now = (_scope(one, *pair) for one in emergency)
            if widens(was, now) and widens(own, now):
                yield pair


def _responding(actor: Actor) -> Actor:
    return Actor(actor.tenant_id, actor.person_id, frozenset({RESPONDER}), actor.team_id)


def _scope(sight: Sight, resource: str, action: str) -> Scope | None:
    policy, actor = sight
    try:
        return policy.scope(actor, resource, action)
    except Refused:
        return None


def _all(by: Actor) -> Scope:
    return system_scope(by.tenant_id, "person", "read", _REASON)
