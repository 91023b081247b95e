"""What a change of the policy opens and closes, role by role."""

from collections.abc import Iterable, Sequence

from revrise.core.governance.actor import Actor
from revrise.core.governance.policy_rule import PolicyDocument, PolicyRole, PolicyRule
from revrise.ports.policy import Policy
from revrise.services.policy.views import Opening

Pair = tuple[str, str]


def openings(
    before: PolicyDocument, after: PolicyDocument, policies: tuple[Policy, Policy], tenant_id: str
) -> Sequence[Opening]:
    """Each role × resource × action that other lines answer than before."""
    touched = without(after.rules, before.rules) + without(before.rules, after.rules)
    moved = set(before.roles) ^ set(after.roles)
    was, now = policies
    every = {*was.answered(tenant_id), *now.answered(tenant_id)}
    found = []
    for role in sorted({rule.role for rule in (*before.rules, *after.rules)} | _names(moved)):
        held = _closure(role, before.roles) | _closure(role, after.roles)
        pairs = every if held & _names(moved) else _pairs(touched, held, every)
        actor = Actor(tenant_id, "nobody", frozenset({role}))
        for resource, action in sorted(pairs):
            old, new = (_lines(one, actor, resource, action) for one in (was, now))
            if old != new:
                found.append(Opening(role, resource, action, old, new))
    return found


def without(rules: Sequence[PolicyRule], others: Sequence[PolicyRule]) -> list[PolicyRule]:
    """Those that are not among the others, each once."""
    known = set(others)
    return [rule for rule in dict.fromkeys(rules) if rule not in known]


def _pairs(rules: Iterable[PolicyRule], roles: set[str], every: set[Pair]) -> set[Pair]:
    """What the rules of these roles speak of."""
    spoken = [rule for rule in rules if rule.role in roles]
    return {
        pair
        for pair in every
        for rule in spoken
        if rule.resource in ("*", pair[0]) and rule.action in ("*", pair[1])
    }


def _names(roles: Iterable[PolicyRole]) -> set[str]:
    return {role.name for role in roles}


def _closure(role: str, roles: Sequence[PolicyRole]) -> set[str]:
    parents = {one.name: one.inherits for one in roles}
    found, waiting = set[str](), [role]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(parents.get(name, ()))
    return found


def _lines(policy: Policy, actor: Actor, resource: str, action: str) -> Sequence[str]:
    """The lines that decide, without their numbers; none where the action is not allowed."""
    decision = policy.explain(actor, resource, action)
    if not decision.allowed:
        return ()
    return sorted({line.partition(": ")[2] for line in decision.because})
