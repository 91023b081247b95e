"""What a new version of RevRise would open by default, and a policy stored before does not know."""

from collections.abc import Sequence

from attrs import frozen

from revrise.core.governance.actor import SYSTEM, Actor
from revrise.core.governance.policy_text import read, write
from revrise.ports.policy import PolicyDocument, PolicyRule
from revrise.services.desk import Desk
from revrise.services.people.own_sight import OwnSight

_EVERY = 100_000
_Named = tuple[str, str, str]


@frozen
class PolicyDefaults:
    """Nothing opens by itself: an administrator looks at the rules and takes them over."""

    desk: Desk
    defaults: PolicyDocument

    def missing(self, by: Actor) -> Sequence[PolicyRule]:
        """Default rules on an action and resource, or of a role, that no rule of the tenant names.

        Where the tenant's policy says anything of the two, it has decided, and nothing is offered.
        Raises Refused for who may not read the policy.
        """
        self.desk.scope(by, "policy", "read")
        stored = self.desk.policy.rules(by.tenant_id)
        decided = {(rule.resource, rule.action) for rule in stored}
        roles = self.desk.policy.roles(by.tenant_id)
        known = {rule.role for rule in stored} | {role.name for role in roles}
        return [
            rule
            for rule in self.defaults.rules
            if (rule.resource, rule.action) not in decided or rule.role not in known
        ]

    def adopt(self, by: Actor) -> Sequence[PolicyRule]:
        """Adds them behind the tenant's own rules; what was added.

        Raises Refused for who may not change the policy, and where somebody once took one of these
        rules out and it would show the actor more: what is new to everybody, one may take over.
        """
        self.desk.scope(by, "policy", "update")
        with self.desk.store.begin(by) as work:
            added = self.missing(by)
            if added:
                new = self._with(by, added)
                if {_named(rule) for rule in added} & self._taken_out(by):
                    OwnSight(self.desk).kept_under(work, by, new)
                work.set_policy(new, "defaults of a newer version")
                opened = sorted({f"{rule.action} {rule.resource}" for rule in added})
                work.record("policy.defaults_adopted", by.tenant_id, {"added": opened})
        return added

    def _taken_out(self, by: Actor) -> set[_Named]:
        """What a version had, and the next one, by a person, had not."""
        found, before = set[_Named](), set[_Named]()
        for one in reversed(self.desk.store.policy_changes(by.tenant_id, _EVERY)):
            now = {_named(rule) for rule in read(one.text).rules} if one.text else before
            if one.by_id != SYSTEM:
                found |= before - now
            before = now
        return found

    def _with(self, by: Actor, added: Sequence[PolicyRule]) -> PolicyDocument:
        """The policy with rules behind its own; the text of what was written stays as it is."""
        before = self.desk.policy
        roles, rules = before.roles(by.tenant_id), before.rules(by.tenant_id)
        newest = self.desk.store.policy_changes(by.tenant_id, 1)
        text = newest[0].text if newest else write(roles, rules)
        wanted, there = {rule.role for rule in added}, {role.name for role in roles}
        new = [one for one in self.defaults.roles if one.name in wanted - there]
        stands = "[[role]]" in text  # else the text counts on the built-in ones
        return read(f"{text.rstrip()}\n\n{write(new if stands else [*roles, *new], added)}")


def _named(rule: PolicyRule) -> _Named:
    return rule.role, rule.resource, rule.action
