"""Row rules as SQL conditions, true, false and NULL exactly where `evaluate` says so."""

import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from string import ascii_lowercase, ascii_uppercase
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Double,
    FromClause,
    String,
    and_,
    false,
    literal,
    not_,
    null,
    or_,
    true,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import NULLTYPE, TypeDecorator, TypeEngine

from revrise.core.errors import Invalid
from revrise.core.governance.actor import Value
from revrise.core.governance.rule import (
    HAS,
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
    evaluate,
    folded,
    kind,
    same_kind,
)

Condition = ColumnElement[bool]
Attributes = Mapping[str, Value]

_ORDERED = ("<", "<=", ">", ">=")
_OPERATORS: Mapping[str, Callable[[Any, Any], Condition]] = {
    "==": operator.eq,
    "in": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_UNKNOWN = cast(Condition, null())
_KINDS = {
    str: "text",
    bool: "truth",
    int: "number",
    float: "number",
    Decimal: "number",
    datetime: "time",
    date: "date",
}
_TYPES: Mapping[type, TypeEngine[Any]] = {
    bool: Boolean(),
    int: BigInteger(),
    float: Double(),
    str: String(),
}


def predicate(rule: Rule, table: FromClause, me: Attributes) -> Condition:
    """The condition over `table`'s columns; values are bound, so the statement cache hits.

    Raises Invalid for an unknown column and for operands of two kinds.
    """
    match rule:
        case All(rules):
            return and_(true(), *(predicate(part, table, me) for part in rules))
        case AnyOf(rules):
            return or_(false(), *(predicate(part, table, me) for part in rules))
        case Not(inner):
            return not_(predicate(inner, table, me))
        case IsNull(Column(name)):
            return _column(name, table).is_(None)
        case Compare(op, left, right) if isinstance(left, Column) or isinstance(right, Column):
            return _compare(op, left, right, table, me)
    # Nothing of the row is asked: the answer is known now.
    truth = evaluate(rule, {}, me)
    return _UNKNOWN if truth is None else _known(truth)


def _known(truth: bool) -> Condition:  # noqa: FBT001
    return true() if truth else false()


def _compare(
    op: str, left: Operand, right: Operand, table: FromClause, me: Attributes
) -> Condition:
    a, b = _side(left, table, me), _side(right, table, me)
    if op == "in" and isinstance(b, tuple):
        return _member(a, b)
    if a is None or b is None:
        return _UNKNOWN
    _comparable(a, b)
    if op == HAS:
        return Position(_bound(a, b), literal(folded(str(b)))) > 0
    sides = _bound(a, b), _bound(b, a)
    if op in _ORDERED and "text" in (_kind(a), _kind(b)):
        sides = CodepointOrder(sides[0]), CodepointOrder(sides[1])
    return _OPERATORS[op](*sides)


def _member(left: Any, options: tuple[Any, ...]) -> Condition:
    known = [option for option in options if option is not None]
    if not options:
        return false()
    if left is None or not known:
        return _UNKNOWN
    _comparable(left, known[0])
    # One by one: a list as a whole is written out again each time the statement runs.
    kind = _type(known[0], left)
    found = _bound(left, known[0]).in_([literal(one, kind) for one in known])
    return found if len(known) == len(options) else or_(found, _UNKNOWN)


def _side(operand: Operand, table: FromClause, me: Attributes) -> Any:
    """A column, or the value an operand already has."""
    match operand:
        case Column(name):
            return _column(name, table)
        case Me(name):
            return me[name]
        case Const(value):
            return value


def _column(name: str, table: FromClause) -> ColumnElement[Any]:
    if name not in table.c:
        raise Invalid("there is no such column to ask for", culprit=name)
    return table.c[name]


def _comparable(a: Any, b: Any) -> None:
    kinds = _kind(a), _kind(b)
    if "" in kinds:  # a type of our own, which checks its values itself
        return
    same_kind(*kinds)
    if kinds[0] not in _KINDS.values():
        raise Invalid(f"{kinds[0]} does not compare")


def _kind(side: Any) -> str:
    if not isinstance(side, ColumnElement):
        return kind(side)
    if isinstance(side.type, TypeDecorator):
        return ""
    return _KINDS.get(side.type.python_type, side.type.python_type.__name__)


def _bound(side: Any, other: Any) -> ColumnElement[Any]:
    """A column as it is, a value as a parameter."""
    return side if isinstance(side, ColumnElement) else literal(side, _type(side, other))


def _type(value: Any, other: Any) -> TypeEngine[Any]:
    """Numbers keep their own type: bound as an integer column's, 2.5 would round to 2."""
    if isinstance(other, ColumnElement) and kind(value) != "number":
        return other.type
    return _TYPES.get(type(value), NULLTYPE)


class CodepointOrder(FunctionElement[str]):
    """A text that sorts by code point, as Python and SQLite do, whatever the database's locale."""

    inherit_cache = True
    type = String()


@compiles(CodepointOrder)
def _as_is(element: CodepointOrder, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(CodepointOrder, "postgresql")
def _collated(element: CodepointOrder, compiler: SQLCompiler, **options: Any) -> str:
    return f'({compiler.process(element.clauses, **options)}) COLLATE "C"'


class Position(FunctionElement[int]):
    """Where a folded text stands in another whose A–Z count as a–z; 0: nowhere."""

    inherit_cache = True
    type = BigInteger()


@compiles(Position)
def _instr(element: Position, compiler: SQLCompiler, **options: Any) -> str:
    text, part = (compiler.process(clause, **options) for clause in element.clauses)
    return f"instr(lower({text}), {part})"  # lower() of SQLite knows A–Z alone


@compiles(Position, "postgresql")
def _strpos(element: Position, compiler: SQLCompiler, **options: Any) -> str:
    text, part = (compiler.process(clause, **options) for clause in element.clauses)
    return f"strpos(translate({text}, '{ascii_uppercase}', '{ascii_lowercase}'), {part}::text)"
