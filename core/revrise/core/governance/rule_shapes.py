"""Conditions of one shape are read once: thousands of rules say the same with other values.

`stage == 'Won'` and `stage == 'Lost'` differ in a value alone. What is checked of a text is
checked of its shape and of its values, at once; its tree is built when somebody asks for it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import assert_never

from attrs import define, frozen

from revrise.core.errors import Invalid
from revrise.core.governance.rule import (
    All,
    AnyOf,
    Cell,
    Compare,
    Const,
    IsNull,
    Not,
    Operand,
    Rule,
)
from revrise.core.governance.rule_reader import MAX_LENGTH
from revrise.core.governance.rule_text import parse

# Texts without a quote or a backslash in them, whole numbers of at most 15 figures: what has no
# other way to be read, and fits every database.
_TEXT = re.compile(r"'[^'\\]*'")
# It begins with what it looks for, or every character would be looked at twice.
_NUMBER = re.compile(r"[0-9](?<![\w.].)(?:(?<!0)[0-9]{0,14})?(?![\w.])")
_VALUE = re.compile(rf"{_TEXT.pattern}|{_NUMBER.pattern}")
_MARK = re.compile(r"('§'|§)")
_FIRST = 900_000_000_000_000
_KEPT = 4096


@frozen
class Shape:
    """The tree of a condition with a mark in place of each value."""

    tree: Rule
    marks: tuple[str | int, ...]

    def filled(self, text: str) -> Rule:
        """The tree with the values of a text of this shape."""
        values = (_value(found) for found in _VALUE.findall(text))
        return _filled(self.tree, dict(zip(self.marks, values, strict=True)))


@define
class Condition:
    """A condition that has been checked; its tree is built once, when it is asked for."""

    text: str
    _shape: Shape | None
    _tree: Rule | None = None

    @property
    def rule(self) -> Rule:
        """The tree."""
        if self._tree is None:
            assert self._shape is not None  # one of the two is there
            self._tree = self._shape.filled(self.text)
        return self._tree


def condition(text: str, columns: frozenset[str]) -> Condition:
    """A text, checked. Raises Invalid as `rule_text.parse` does, and for the same texts."""
    if len(text) <= MAX_LENGTH and text.isascii() and text.isprintable():
        shape = _shape(_NUMBER.sub("§", _TEXT.sub("'§'", text)), columns)
        if shape is not None:
            return Condition(text, shape)
    return Condition(text, None, parse(text, columns))


def _value(text: str) -> str | int:
    return text[1:-1] if text[0] == "'" else int(text)


@lru_cache(_KEPT)
def _shape(pattern: str, columns: frozenset[str]) -> Shape | None:
    """None where a text of this shape has to be read by itself, which also tells what is wrong."""
    parts = _MARK.split(pattern)
    marks = tuple(f"§{n}" if one == "'§'" else _FIRST + n for n, one in enumerate(parts[1::2]))
    parts[1::2] = map(repr, marks)
    try:
        tree = parse("".join(parts), columns)
    except Invalid:
        return None
    found = [abs(one) if isinstance(one, int) else one for one in _constants(tree)]
    return Shape(tree, marks) if all(found.count(mark) == 1 for mark in marks) else None


def _constants(rule: Rule) -> Iterator[Cell]:
    match rule:
        case All(rules) | AnyOf(rules):
            for one in rules:
                yield from _constants(one)
        case Not(inner):
            yield from _constants(inner)
        case Compare(_, left, right):
            yield from (*_values(left), *_values(right))
        case IsNull(operand):
            yield from _values(operand)
        case _:
            assert_never(rule)


def _values(operand: Operand) -> Sequence[Cell]:
    if not isinstance(operand, Const):
        return ()
    return operand.value if isinstance(operand.value, tuple) else (operand.value,)


def _filled(rule: Rule, values: Mapping[Cell, str | int]) -> Rule:
    match rule:
        case All(rules):
            return All(tuple(_filled(one, values) for one in rules))
        case AnyOf(rules):
            return AnyOf(tuple(_filled(one, values) for one in rules))
        case Not(inner):
            return Not(_filled(inner, values))
        case Compare(op, left, right):
            return Compare(op, _put(left, values), _put(right, values))
        case IsNull(operand):
            return IsNull(_put(operand, values))
        case _:
            assert_never(rule)


def _put(operand: Operand, values: Mapping[Cell, str | int]) -> Operand:
    if not isinstance(operand, Const):
        return operand
    if isinstance(operand.value, tuple):
        return Const(tuple(_of(one, values) for one in operand.value))
    return Const(_of(operand.value, values))


def _of(one: Cell, values: Mapping[Cell, str | int]) -> Cell:
    """The value a mark stands for, with the sign that stood before it."""
    if isinstance(one, int) and not isinstance(one, bool) and one < 0:
        found = values.get(-one)
        return -found if isinstance(found, int) else one
    return values.get(one, one)
