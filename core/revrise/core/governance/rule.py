"""Row rules: one small closed language for policies and queries, with SQL's three-valued logic.

`rule_text.parse("owner_id == me.id and stage in ('open', 'won')")` gives a tree of the classes
below. Adapters turn the tree into SQL; `evaluate` decides one row in Python. Both must agree: a
property test holds them together. Texts, numbers, truths and times compare only with their kind.
"""

import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from string import ascii_uppercase
from typing import Any

from attrs import field, frozen

from revrise.core.errors import Invalid
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


def kind(value: object) -> str:
    """`text`, `number`, `truth`, `time`, `nothing` (None), else the class name."""
    return _KINDS.get(type(value), type(value).__name__)


_KINDS = {
    str: "text",
    bool: "truth",
    int: "number",
    float: "number",
    Decimal: "number",
    datetime: "time",
    type(None): "nothing",
}


def _one_kind(_const: object, _field: Any, value: Any) -> None:
    if isinstance(value, tuple):
        kinds = {kind(option) for option in value} - {"nothing"}
        if len(kinds) > 1:
            raise Invalid(f"a list mixes {' and '.join(sorted(kinds))}", culprit=repr(value))


@frozen
class Const:
    """A value, or a tuple of values of one kind for `in`."""

    value: Cell | tuple[Cell, ...] = field(validator=_one_kind)


Operand = Column | Me | Const


@frozen
class Compare:
    """`left op right`; op is one of == != < <= > >= in.

    Questions, never policies, may also use `has`: the left text has the right one in it, the
    letters A–Z alike in both cases.
    """

    op: str
    left: Operand
    right: Operand


@frozen
class IsNull:
    """Whether the operand is missing; never unknown."""

    operand: Operand


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


Rule = Compare | IsNull | Not | All | AnyOf

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
HAS = "has"


def evaluate(rule: Rule, row: Row, me: Mapping[str, Value]) -> Truth:
    """True, False or None (unknown, as in SQL) for one row. Only True grants anything.

    Raises Invalid for a column the row lacks and for values of two kinds.
    """
    match rule:
        case All(rules):
            return _conjunction(evaluate(part, row, me) for part in rules)
        case AnyOf(rules):
            return _negate(_conjunction(_negate(evaluate(part, row, me)) for part in rules))
        case Not(inner):
            return _negate(evaluate(inner, row, me))
        case IsNull(operand):
            return _cell(operand, row, me) is None
        case Compare(op, left, right):
            return _compare(op, _cell(left, row, me), _cell(right, row, me))


def columns(rule: Rule) -> frozenset[str]:
    """The row columns a rule looks at."""
    match rule:
        case All(rules) | AnyOf(rules):
            return frozenset[str]().union(*(columns(part) for part in rules))
        case Not(inner):
            return columns(inner)
        case IsNull(operand):
            return _named(operand)
        case Compare(_, left, right):
            return _named(left) | _named(right)


def _named(operand: Operand) -> frozenset[str]:
    return frozenset({operand.name}) if isinstance(operand, Column) else frozenset()


def where(**equal: Cell) -> Rule:
    """A rule from keywords: `where(stage="open", owner_id=("p1", "p2"))`; a tuple means `in`."""
    return All(
        tuple(
            Compare("in" if isinstance(value, tuple) else "==", Column(name), Const(value))
            for name, value in equal.items()
        )
    )


def any_of(rules: Iterable[Rule]) -> Rule:
    """At least one of these, each asked once: alternatives inside alternatives are spread out."""
    spread: list[Rule] = []
    for rule in rules:
        spread.extend(rule.rules if isinstance(rule, AnyOf) else (rule,))
    return AnyOf(tuple(dict.fromkeys(spread)))


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
            if name not in row:
                raise Invalid("the row has no such column", culprit=name)
            return row[name]
        case Me(name):
            if name not in me:
                raise Invalid("the actor has no such attribute", culprit=f"me.{name}")
            return me[name]
        case Const(value):
            return value


def _compare(op: str, left: object, right: object) -> Truth:
    if op == "in":
        return _member(left, right if isinstance(right, tuple) else (right,))
    if left is None or right is None:
        return None
    same_kind(kind(left), kind(right))
    if op == HAS:
        return folded(str(right)) in folded(str(left))
    return _ORDER[op](left, right)


def folded(text: str) -> str:
    """With A–Z as a–z, and nothing else changed: what every database can do alike."""
    return text.translate(_FOLDED)


_FOLDED = {ord(upper): upper.lower() for upper in ascii_uppercase}


def same_kind(left: str, right: str) -> None:
    """Raises Invalid unless both kinds are the same: databases disagree about the rest."""
    if left != right:
        raise Invalid(f"{left} does not compare with {right}")


def _member(value: object, options: tuple[object, ...]) -> Truth:
    if not options:
        return False
    if value is None:
        return None
    sample = next((option for option in options if option is not None), value)
    same_kind(kind(value), kind(sample))
    if value in options:
        return True
    return None if None in options else False
