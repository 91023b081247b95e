"""Row rules as text: a small closed part of Python's expressions.

owner_id == me.id and stage in ('open', 'won')
team_id in me.subtree and not (closed_at is not None or value > 50000)
"""

from collections.abc import Collection

from revrise.core.errors import Invalid
from revrise.core.governance.rule import (
    ALWAYS,
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
from revrise.core.governance.rule_reader import RuleReader, unfit


def parse(text: str, columns: Collection[str] | None = None) -> Rule:
    """The tree of a rule; an empty text is ALWAYS.

    With `columns`, no other column may be named. Raises Invalid, with line and column, for
    anything outside the language, over 4000 characters or nested deeper than 20.
    """
    body = text.strip(" ")
    if not body:
        return ALWAYS
    reader = RuleReader(body, len(text) - len(text.lstrip(" ")), columns)
    return reader.rule(reader.tree(), 0)


def to_text(rule: Rule) -> str:
    """The text that parses to the same rule. Raises Invalid for values without a text form."""
    match rule:
        case All(rules):
            return _joined("and", rules) if rules else "True"
        case AnyOf(rules):
            return _joined("or", rules) if rules else "False"
        case Not(inner):
            return _negated(inner)
        case IsNull(operand):
            return f"{_operand(operand)} is None"
        case Compare(op, left, right):
            return f"{_operand(left)} {op} {_operand(right)}"


def _negated(rule: Rule) -> str:
    match rule:
        case Compare("in", left, right):
            return f"{_operand(left)} not in {_operand(right)}"
        case IsNull(operand):
            return f"{_operand(operand)} is not None"
    return f"not {_part(rule)}"


def _joined(word: str, rules: tuple[Rule, ...]) -> str:
    return to_text(rules[0]) if len(rules) == 1 else f" {word} ".join(map(_part, rules))


def _part(rule: Rule) -> str:
    match rule:
        case All((_, _, *_)) | AnyOf((_, _, *_)):
            return f"({to_text(rule)})"
        case All((inner,)) | AnyOf((inner,)):
            return _part(inner)
    return to_text(rule)


def _operand(operand: Operand) -> str:
    match operand:
        case Column(name):
            return name
        case Me(name):
            return f"me.{name}"
        case Const(value):
            options = value if isinstance(value, tuple) else (value,)
            for option in options:
                if kind(option) not in ("text", "number", "truth") or unfit(option):
                    raise Invalid("the value has no text form", culprit=repr(option))
            return repr(value)
