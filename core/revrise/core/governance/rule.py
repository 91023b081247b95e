"""Row rules: one small closed language for policies and queries, with SQL's three-valued logic.

`parse("owner_id == me.id and stage in ('open', 'won')")` gives a tree of the classes below.
Adapters turn the tree into SQL; `evaluate` decides one row in Python. Both must agree: a
property test holds them together.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import frozen

from revrise.core.governance.actor import Value

Cell = Value | datetime
Truth = bool | None
Row = Mapping[str, Cell]


@frozen
class Column:
    """The row's own column."""

    name: str


@frozen
class Me:
    """An attribute of the actor: `me.id`, `me.team`, `me.subtree`."""

    name: str


@frozen
class Const:
    """A value, or a tuple of values for `in`."""

    value: Cell | tuple[Cell, ...]


Operand = Column | Me | Const


@frozen
class Compare:
    """`left op right`; op is one of == != < <= > >= in."""

    op: str
    left: Operand
    right: Operand


@frozen
class Not:
    """Unknown stays unknown."""

    rule: "Rule"


@frozen
class All:
    """Every part holds; an empty one is true."""

    rules: tuple["Rule", ...] = ()


@frozen
class AnyOf:
    """At least one part holds; an empty one is false."""

    rules: tuple["Rule", ...] = ()


Rule = Compare | Not | All | AnyOf

ALWAYS: Rule = All()
NEVER: Rule = AnyOf()

_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
OPERATORS = frozenset({*_ORDER, "in"})


def evaluate(rule: Rule, row: Row, me: Mapping[str, Value]) -> Truth:
    """True, False or None (unknown, as in SQL) for one row. Only True grants anything."""
    match rule:
        case All(rules):
            return _conjunction(evaluate(part, row, me) for part in rules)
        case AnyOf(rules):
            return _negate(_conjunction(_negate(evaluate(part, row, me)) for part in rules))
        case Not(inner):
            return _negate(evaluate(inner, row, me))
        case Compare(op, left, right):
            return _compare(op, _cell(left, row, me), _cell(right, row, me))


def columns(rule: Rule) -> frozenset[str]:
    """The row columns a rule looks at."""
    match rule:
        case All(rules) | AnyOf(rules):
            return frozenset().union(*(columns(part) for part in rules))
        case Not(inner):
            return columns(inner)
        case Compare(_, left, right):
            return frozenset(side.name for side in (left, right) if isinstance(side, Column))


def where(**equal: Cell) -> Rule:
    """A rule from keywords: `where(stage="open", owner_id=("p1", "p2"))`; a tuple means `in`."""
    return All(
        tuple(
            Compare("in" if isinstance(value, tuple) else "==", Column(name), Const(value))
            for name, value in equal.items()
        )
    )


def _negate(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _conjunction(truths: Iterator[Truth]) -> Truth:
    known = True
    for truth in truths:
        if truth is False:
            return False
        known = known and truth is not None
    return True if known else None


def _cell(operand: Operand, row: Row, me: Mapping[str, Value]) -> object:
    match operand:
        case Column(name):
            return row[name]
        case Me(name):
            return me[name]
        case Const(value):
            return value


def _compare(op: str, left: object, right: object) -> Truth:
    if op == "in":
        return _member(left, right if isinstance(right, tuple) else (right,))
    if left is None or right is None:
        return None
    return _ORDER[op](left, right)


def _member(value: object, options: tuple[object, ...]) -> Truth:
    if not options:
        return False
    if value is None:
        return None
    if value in options:
        return True
    return None if None in options else False
