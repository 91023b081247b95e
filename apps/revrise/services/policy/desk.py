"""The policy desk: the policy as one text that is checked, compared, looked through and applied."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.errors import Conflict, Invalid, Misconfigured, NotFound, Refused, Stale
from revrise.core.governance.actor import Actor
from revrise.core.governance.policy_rule import PolicyChange, PolicyDocument
from revrise.core.governance.policy_text import read, write
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.people.person import Person
from revrise.ports.policy import Policy
from revrise.ports.query import Query
from revrise.services.desk import Desk
from revrise.services.people.own_sight import OwnSight
from revrise.services.policy.openings import openings, without
from revrise.services.policy.views import ApplyPolicy, PolicyDiff, StoredPolicy

_COUNT = "tell how many people a change of the policy concerns"
_LONGEST_NOTE, _TOLD = 500, 50


@frozen
class PolicyDesk:
    """Use cases around the policy's text. Nothing is half applied: a wrong text changes nothing."""

    desk: Desk

    def show(self, by: Actor) -> StoredPolicy:
        """The policy in force. Raises Refused for who may not read it."""
        self.desk.scope(by, "policy", "read")
        return self._stored(by.tenant_id)

    def check(self, text: str, by: Actor) -> PolicyDocument:
        """The policy of a text. Raises Invalid with the line and the reason for a wrong one."""
        self.desk.scope(by, "policy", "read")
        try:
            found = read(text)
            self.desk.policy.check(found)
        except Misconfigured as wrong:
            raise Invalid(wrong.message, culprit=wrong.culprit, remedy=wrong.remedy) from None
        return found

    def diff(self, text: str, by: Actor) -> PolicyDiff:
        """What would be different with this text. Raises Invalid for a wrong one."""
        return self._diff(self._stored(by.tenant_id), self.check(text, by), by)

    def apply(self, command: ApplyPolicy, by: Actor) -> int:
        """Puts a policy in force; its version. In other processes within two seconds.

        Raises Invalid for a wrong text, Stale when somebody changed the policy meanwhile, Conflict
        when it changes nothing, Refused for who may not, for a policy under which the actor could
        not change it back, and for one under which they would see more themselves.
        """
        self.desk.scope(by, "policy", "update")
        new = self.check(command.text, by)
        if len(command.note) > _LONGEST_NOTE:
            raise Invalid(f"is longer than {_LONGEST_NOTE} characters", culprit="note")
        _keeps_a_way_back(self.desk.policy.over(new), by)
        with self.desk.store.begin(by) as work:
            before = self._stored(by.tenant_id)
            if before.version != command.version:
                raise Stale(
                    "the policy was changed by somebody else",
                    culprit="policy",
                    remedy="look at what they changed, then make your change again",
                )
            if before.text == new.text:
                raise Conflict("this is the policy already", culprit="policy")
            OwnSight(self.desk).kept_under(work, by, new)
            found = self._diff(before, new, by)
            work.set_policy(new, command.note.strip())
            detail = {"version": before.version + 1, **_counted(found)}
            work.record("policy.changed", by.tenant_id, detail)
        return before.version + 1

    def history(self, by: Actor, limit: int = 50) -> Sequence[PolicyChange]:
        """What the policy was, the newest first."""
        self.desk.scope(by, "policy", "read")
        return self.desk.store.policy_changes(by.tenant_id, limit)

    def version(self, number: int, by: Actor) -> PolicyChange:
        """The policy of a version. Raises NotFound for one that is not kept."""
        found = next((one for one in self.history(by, 100_000) if one.version == number), None)
        if found is None:
            raise NotFound(f"no policy {number}")
        return found

    def restore(self, number: int, version: int, by: Actor) -> int:
        """Puts an earlier version in force again, as a new one."""
        earlier = self.version(number, by)
        return self.apply(ApplyPolicy(earlier.text, version, f"as of version {number}"), by)

    def _stored(self, tenant_id: str) -> StoredPolicy:
        policy, store = self.desk.policy, self.desk.store
        newest = store.policy_changes(tenant_id, 1)
        roles, rules = policy.roles(tenant_id), policy.rules(tenant_id)
        text = newest[0].text if newest and newest[0].text else write(roles, rules)
        version = newest[0].version if newest else store.version(tenant_id)
        return StoredPolicy(version, text, roles, rules)

    def _diff(self, before: StoredPolicy, after: PolicyDocument, by: Actor) -> PolicyDiff:
        old, new = {one.name: one for one in before.roles}, {one.name: one for one in after.roles}
        now = PolicyDocument(tuple(before.roles), tuple(before.rules))
        policies = self.desk.policy.over(now), self.desk.policy.over(after)
        found = openings(now, after, policies, by.tenant_id)
        return PolicyDiff(
            added=without(after.rules, before.rules),
            removed=without(before.rules, after.rules),
            roles_added=sorted(new.keys() - old.keys()),
            roles_removed=sorted(old.keys() - new.keys()),
            roles_changed=sorted(one for one in old.keys() & new.keys() if old[one] != new[one]),
            openings=found,
            people=self._holders(by, {one.role for one in found}),
        )

    def _holders(self, by: Actor, roles: Iterable[str]) -> Mapping[str, int]:
        scope = system_scope(by.tenant_id, "person", "read", _COUNT)
        with self.desk.store.read(by) as work:
            query = Query(where(active=True), columns=("id", "roles"))
            people = work.of(Person).rows(scope, query)
        return {role: sum(role in one["roles"] for one in people) for role in sorted(roles)}


def _keeps_a_way_back(policy: Policy, by: Actor) -> None:
    try:
        policy.scope(by, "policy", "update")
    except Refused:
        raise Refused(
            "under this policy you could not change it any more",
            culprit="policy",
            remedy="leave yourself a role that may update the policy",
        ) from None


def _counted(found: PolicyDiff) -> Mapping[str, Any]:
    opened = sorted({f"{one.role}: {one.action} {one.resource}" for one in found.openings})
    return {"added": len(found.added), "removed": len(found.removed), "opened": opened[:_TOLD]}
