"""Looking through somebody's eyes: what they would see, in figures, never the rows themselves."""

from collections.abc import Sequence

from attrs import frozen

from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor, system_actor
from revrise.core.governance.policy_rule import PolicyDocument
from revrise.core.governance.rule import ALWAYS, AnyOf, Rule
from revrise.core.governance.rule_text import to_text
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.person import Person
from revrise.ports.policy import ACTIONS, Policy
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.people.actors import Actors
from revrise.services.policy.views import Preview, Sight

_REASON = "show in figures what somebody would see"


@frozen
class PolicyPreview:
    """The use case. `counted` says which class of record a resource has, for counting rows."""

    desk: Desk
    counted: dict[str, type[object]]

    def of(self, person_id: str, by: Actor, document: PolicyDocument | None = None) -> Preview:
        """What a person sees under the policy in force, or under another one.

        Raises Refused for who may not read the policy, NotFound for a person they may not see.
        """
        self.desk.scope(by, "policy", "read")
        policy = self.desk.policy.over(document) if document else self.desk.policy
        with self.desk.store.read(by) as work:
            person = work.of(Person).load(person_id, self.desk.scope(by, "person"))
            actor = Actors.read(self.desk, work).of(person)
        with self.desk.store.read(system_actor(by.tenant_id)) as work:
            sights = self._sights(work, policy, actor)
        return Preview(person.id, person.name, sorted(actor.roles), sights)

    def _sights(self, work: UnitOfWork, policy: Policy, actor: Actor) -> Sequence[Sight]:
        catalogue, found = policy.resources(), []
        names = sorted({*catalogue, *(name for name, _ in policy.answered(actor.tenant_id))})
        for resource in names:
            actions = [
                action
                for action in sorted(ACTIONS)
                if policy.explain(actor, resource, action).allowed
            ]
            if actions:
                found.append(self._sight(work, policy, actor, resource, actions))
        return found

    def _sight(
        self,
        work: UnitOfWork,
        policy: Policy,
        actor: Actor,
        resource: str,
        actions: Sequence[str],
    ) -> Sight:
        columns = policy.resources().get(resource, ())
        try:
            scope = policy.scope(actor, resource, "read")
        except Refused:
            return Sight(resource, actions, None, None, (), (), tuple(columns), "")
        plain = [name for name in columns if any(grant.covers(name) for grant in scope.grants)]
        masked = [name for name in columns if name not in plain and scope.masks(name)]
        rows, total = self._counts(work, resource, scope)
        return Sight(
            resource,
            actions,
            rows,
            total,
            plain,
            masked,
            [name for name in columns if name not in plain and name not in masked],
            to_text(ALWAYS if _all(scope.rows) else scope.rows),
        )

    def _counts(
        self, work: UnitOfWork, resource: str, scope: Scope
    ) -> tuple[int, int] | tuple[None, None]:
        kind = self.counted.get(resource)
        if kind is None:
            return None, None
        everything = system_scope(scope.tenant_id, resource, "read", _REASON)
        return work.of(kind).count(scope), work.of(kind).count(everything)


def _all(rows: Rule) -> bool:
    """Whether one of several rules leaves every row."""
    return rows == ALWAYS or (isinstance(rows, AnyOf) and ALWAYS in rows.rules)
