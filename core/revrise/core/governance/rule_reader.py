"""Reads a row rule's text into its tree, through an allow-list; nothing is ever run."""

import ast
import math
import unicodedata
from collections.abc import Collection, Mapping
from threading import Lock
from typing import TypeVar

from attrs import frozen

from revrise.core.errors import Invalid
from revrise.core.governance.reach import IN_RANGE, in_range
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
    kind,
)

MAX_LENGTH = 4000
MAX_DEPTH = 20
ME: Mapping[str, str] = {
    "id": "text",
    "team": "text",
    "subtree": "list",
    "teams": "list",
    "people": "list",
    "everything": "truth",
}

# CPython 3.11 counts the depth of the tree it builds once for all threads: two that build trees at
# the same time may get a SystemError. Whoever parses on behalf of a policy takes this lock.
PARSING = Lock()
_ALLOWED = (
    "allowed: in_range, columns, me.id, me.team, me.subtree, texts, numbers, True, False; "
    "== != < <= > >= in, not in, is None, is not None; and, or, not, parentheses"
)
_SYMBOLS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}


_Plain = TypeVar("_Plain", bound=str | int | float)


@frozen
class RuleReader:
    """One text being read; every refusal says where."""

    text: str
    indent: int
    columns: Collection[str] | None

    def tree(self) -> ast.expr:
        """Python's own tree of the text, unchecked."""
        if len(self.text) > MAX_LENGTH:
            raise self._refusal(None, f"the rule is longer than {MAX_LENGTH} characters")
        for at, character in enumerate(self.text):
            if not plain(character):
                raise self._at(at, f"control character {character!a}")
        try:
            with PARSING:
                body = ast.parse(self.text, mode="eval").body
        except SyntaxError as error:
            raise self._at(
                (error.offset or len(self.text) + 1) - 1, f"not a rule: {error.msg}"
            ) from None
        except (ValueError, RecursionError, MemoryError):
            raise self._refusal(None, "the rule is nested too deeply") from None
        # What follows the tree can only be closing brackets, or a comment that hides a condition.
        rest = self.text.encode()[body.end_col_offset or 0 :].decode()
        if rest.strip(" )"):
            raise self._refusal(None, f"comments are not part of a rule: {rest.strip()}")
        return body

    def rule(self, node: ast.expr, depth: int) -> Rule:
        """The rule of a condition."""
        if depth > MAX_DEPTH:
            raise self._refusal(node, f"nested deeper than {MAX_DEPTH}")
        match node:
            case ast.BoolOp(op, values):
                parts = tuple(self.rule(value, depth + 1) for value in values)
                return All(parts) if isinstance(op, ast.And) else AnyOf(parts)
            case ast.UnaryOp(ast.Not(), operand):
                return Not(self.rule(operand, depth + 1))
            case ast.Compare(left, operators, sides):
                if len(operators) > 1:
                    raise self._refusal(node, "chained comparison", "write a < b and b < c")
                return self._comparison(node, left, operators[0], sides[0])
            case ast.Constant(bool() as truth):
                return ALWAYS if truth else NEVER
            case ast.Name() | ast.Attribute():
                return self._alone(node)
        raise self._refusal(node, f"{ast.unparse(node)} is not part of the language")

    def _alone(self, node: ast.Name | ast.Attribute) -> Rule:
        if self.columns is None or not isinstance(node, ast.Name) or node.id != IN_RANGE:
            raise self._refusal(
                node, "a value alone is no condition", "compare it, e.g. with == True"
            )
        try:
            return in_range(self.columns)
        except Invalid as reason:
            raise self._refusal(node, reason.message, "compare a column instead") from None

    def _comparison(self, node: ast.expr, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Rule:
        match op:
            case ast.Is() | ast.IsNot():
                missing = self._missing(node, left, right)
                return missing if isinstance(op, ast.Is) else Not(missing)
            case ast.In() | ast.NotIn():
                member = self._member(node, left, right)
                return member if isinstance(op, ast.In) else Not(member)
        symbol = _SYMBOLS[type(op)]
        for side in (left, right):
            if isinstance(side, ast.Constant) and side.value is None:
                raise self._refusal(
                    side, f"{symbol} None is never true", "write is None or is not None"
                )
        return self._compare(node, symbol, self._scalar(left), self._scalar(right))

    def _missing(self, node: ast.expr, left: ast.expr, right: ast.expr) -> Rule:
        if not (isinstance(right, ast.Constant) and right.value is None):
            raise self._refusal(right, "is takes only None", "write ==")
        operand = self._scalar(left)
        if isinstance(operand, Const):
            raise self._refusal(node, "a constant is never None")
        return IsNull(operand)

    def _member(self, node: ast.expr, left: ast.expr, right: ast.expr) -> Rule:
        match right:
            case ast.Tuple(options) | ast.List(options):
                self._one_kind(right, values := tuple(self._value(option) for option in options))
                return self._compare(node, "in", self._scalar(left), Const(values))
            case ast.Attribute():
                operand = self._operand(right)
                if _kind(operand) == "list":
                    return self._compare(node, "in", self._scalar(left), operand)
        raise self._refusal(right, "in takes a list", "write in ('a', 'b') or in me.subtree")

    def _compare(self, node: ast.expr, op: str, left: Operand, right: Operand) -> Rule:
        if isinstance(left, Const) and isinstance(right, Const):
            raise self._refusal(node, "two constants are compared", "a column's name has no quotes")
        kinds = {_kind(left), _kind(right)} - {None, "list"}
        if len(kinds) > 1:
            raise self._refusal(node, f"{' and '.join(sorted(map(str, kinds)))} do not compare")
        return Compare(op, left, right)

    def _scalar(self, node: ast.expr) -> Operand:
        operand = self._operand(node)
        if isinstance(operand, Me) and ME[operand.name] == "list":
            raise self._refusal(node, f"me.{operand.name} is a list", "use it with in")
        return operand

    def _operand(self, node: ast.expr) -> Operand:
        match node:
            case ast.Name("me"):
                raise self._refusal(node, "me alone is no value", f"write me.{' or me.'.join(ME)}")
            case ast.Name(name):
                if self.columns is not None and name not in self.columns:
                    known = ", ".join(sorted(self.columns))
                    raise self._refusal(node, f"unknown column {name}", f"columns: {known}")
                return Column(name)
            case ast.Attribute(ast.Name("me"), name):
                if name not in ME:
                    raise self._refusal(node, f"unknown me.{name}", f"known: me.{', me.'.join(ME)}")
                return Me(name)
        return Const(self._value(node))

    def _value(self, node: ast.expr) -> str | int | float | bool:
        match node:
            case ast.Constant(bool() | str() | int() | float() as value):
                return self._fit(node, value)
            case ast.UnaryOp(ast.USub(), ast.Constant(int() | float() as value)):
                if not isinstance(value, bool):
                    return -self._fit(node, value)
            case ast.Constant(None):
                raise self._refusal(node, "None is no value here", "write or … is None")
        raise self._refusal(node, f"{ast.unparse(node)} is not part of the language")

    def _fit(self, node: ast.expr, value: _Plain) -> _Plain:
        if problem := unfit(value):
            raise self._refusal(node, problem)
        return value

    def _one_kind(self, node: ast.expr, values: tuple[object, ...]) -> None:
        kinds = sorted({kind(value) for value in values})
        if len(kinds) > 1:
            raise self._refusal(node, f"a list mixes {' and '.join(kinds)}")

    def _refusal(self, node: ast.expr | None, problem: str, remedy: str = _ALLOWED) -> Invalid:
        before = self.text.encode()[: node.col_offset if node else 0]
        return self._at(len(before.decode()), problem, remedy)

    def _at(self, index: int, problem: str, remedy: str = _ALLOWED) -> Invalid:
        culprit = f"line 1, column {self.indent + index + 1}"
        return Invalid(problem, culprit=culprit, remedy=remedy)


def _kind(operand: Operand) -> str | None:
    match operand:
        case Me(name):
            return ME[name]
        case Const(tuple() as options):
            return kind(options[0]) if options else None
        case Const(value):
            return kind(value)
    return None


def unfit(value: object) -> str:
    """Why no database would keep the value as it is; empty when it would."""
    match value:
        case str() if not all(map(plain, value)):
            return "control character in a text"
        case float() if not math.isfinite(value):
            return "the number is not finite"
        case int() if not -(2**63) < value < 2**63:
            return "the number does not fit into 64 bits"
    return ""


def plain(character: str) -> bool:
    """Neither a control, format or surrogate character nor a line separator."""
    return not unicodedata.category(character).startswith("C") and character not in "\u2028\u2029"
