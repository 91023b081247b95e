"""Whether somebody would see more under one decision of the policy than under another.

It errs on one side: what it calls no wider is none, for any rows there may be; of rules too
different to compare it says that they are wider.
"""

from collections.abc import Mapping, Sequence

from revrise.core.governance.actor import Value
from revrise.core.governance.rule import (
    ALWAYS,
    NEVER,
    All,
    AnyOf,
    Column,
    Compare,
    Const,
    IsNull,
    Me,
    Not,
    Operand,
    Rule,
    any_of,
)
from revrise.core.governance.scope import Grant, Scope


def widens(before: Scope | None, after: Scope | None) -> bool:
    """Whether `after` may open a row or a cell that `before` kept closed; None opens nothing."""
    if after is None:
        return False
    if before is None:
        return True
    was, now = _grants(before), _grants(after)
    known = set(was)
    closed = {settled(one.rule, after.me) for one in after.denials}
    kept = all(ALWAYS in closed or settled(one.rule, before.me) in closed for one in before.denials)
    return not kept or not all(one in known or _covered(one, was) for one in now)


def implies(first: Rule, then: Rule) -> bool:
    """Whether every row that fits `first` surely fits `then`; both name no `me`."""
    if first in (then, NEVER) or then == ALWAYS:
        return True
    if isinstance(first, AnyOf):
        return all(implies(part, then) for part in first.rules)
    if isinstance(then, All):
        return all(implies(first, part) for part in then.rules)
    if isinstance(first, Compare) and isinstance(then, Compare):
        return _among(first, then)
    wider = then.rules if isinstance(then, AnyOf) else ()
    narrower = first.rules if isinstance(first, All) else ()
    return any(implies(first, part) for part in wider) or any(
        implies(part, then) for part in narrower
    )


def settled(rule: Rule, me: Mapping[str, Value]) -> Rule:
    """The rule with what is known of the actor written out."""
    match rule:
        case All(rules):
            return All(tuple(settled(part, me) for part in rules))
        case AnyOf(rules):
            return AnyOf(tuple(settled(part, me) for part in rules))
        case Not(inner):
            return Not(settled(inner, me))
        case IsNull(operand):
            return IsNull(_known(operand, me))
        case Compare(op, left, right):
            return Compare(op, _known(left, me), _known(right, me))


def _known(operand: Operand, me: Mapping[str, Value]) -> Operand:
    return Const(me[operand.name]) if isinstance(operand, Me) else operand


def _grants(scope: Scope) -> Sequence[Grant]:
    """What is granted, whatever line it comes from."""
    return [
        Grant(settled(one.rule, scope.me), one.columns, masks=one.masks) for one in scope.grants
    ]


def _covered(grant: Grant, others: Sequence[Grant]) -> bool:
    """Whether the others open together what this one does: rows, each column, each mask."""
    whole = any_of(one.rule for one in others)
    columns = all(
        implies(grant.rule, any_of(one.rule for one in others if _gives(one, name)))
        for name in grant.columns
    )
    masked = all(
        implies(
            grant.rule,
            any_of(one.rule for one in others if one.covers(name) or one.mask(name) == kind),
        )
        for name, kind in grant.masks
    )
    return columns and masked and implies(grant.rule, whole)


def _gives(grant: Grant, name: str) -> bool:
    return "*" in grant.columns if name == "*" else grant.covers(name)


def _among(first: Compare, then: Compare) -> bool:
    """Whether both ask which values a column has, and the first allows no other."""
    asked, allowed = _values(first), _values(then)
    return first.left == then.left and asked is not None and allowed is not None and (
        asked <= allowed
    )  # fmt: skip


def _values(rule: Compare) -> frozenset[object] | None:
    """The values a column may have, where that is what is asked."""
    if not isinstance(rule.left, Column) or not isinstance(rule.right, Const):
        return None
    value = rule.right.value
    if rule.op == "==" and not isinstance(value, tuple):
        return frozenset({(type(value).__name__, value)})
    if rule.op == "in":
        given = value if isinstance(value, tuple) else (value,)
        return frozenset((type(one).__name__, one) for one in given)
    return None
