"""The meaning of a policy, written as naively as possible: no SQL, no Casbin, no rule trees.

A rule's text is walked as Python's own tree with Kleene logic on numbers: 1 true, 0 false, 1/2
unknown; and = min, or = max, not = 1 - x.
"""

import ast
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from attrs import frozen

from revrise.ports.policy import PolicyRule

Row = Mapping[str, Any]
IDENTITY = {"id", "version"}


@frozen
class World:
    """Rules of one tenant and what each role inherits from."""

    rules: Sequence[PolicyRule]
    inherits: Mapping[str, Sequence[str]]

    def roles(self, given: Iterable[str]) -> set[str]:
        """The given roles and everything above them, added until nothing changes."""
        held = set(given)
        while more := {up for role in held for up in self.inherits.get(role, ())} - held:
            held |= more
        return held

    def applying(self, roles: Iterable[str], resource: str, action: str) -> list[PolicyRule]:
        held = self.roles(roles)
        return [
            rule
            for rule in self.rules
            if rule.role in held
            and rule.resource in (resource, "*")
            and rule.action in (action, "*")
        ]

    def view(self, actor: Row, resource: str, action: str, row: Row) -> dict[str, Any] | None:
        """What the actor sees of one row, without the cells that are hidden; None: nothing."""
        if row["tenant_id"] != actor["tenant"]:
            return None
        given: set[str] = set()
        behind: dict[str, str] = {}
        admitted = False
        for rule in self.applying(actor["roles"], resource, action):
            verdict = truth(rule.rule, row, actor)
            if rule.effect == "deny" and verdict != 0:
                return None
            if rule.effect == "allow" and verdict == 1:
                admitted = True
                given |= named(rule.columns, row) | IDENTITY
                behind = {**masks(rule.columns), **behind}  # the first one that masks it
        if not admitted:
            return None
        shown = {name: row[name] for name in row if name in given and name != "tenant_id"}
        parts = {name: part(kind, row[name]) for name, kind in behind.items() if name not in given}
        return shown | parts

    def ever(self, actor: Row, resource: str, action: str, columns: Iterable[str]) -> set[str]:
        """The columns some rule gives on some row, whether or not there is one."""
        everything = dict.fromkeys(columns)
        allows = [
            rule
            for rule in self.applying(actor["roles"], resource, action)
            if rule.effect == "allow"
        ]
        given = {name for rule in allows for name in named(rule.columns, everything) | IDENTITY}
        given |= {name for rule in allows for name in masks(rule.columns)}
        return (given & everything.keys()) - {"tenant_id"}

    def allowed(self, roles: Iterable[str], resource: str, action: str) -> bool:
        """Whether the action is open at all: something allows it, and no denial is for all rows."""
        applying = self.applying(roles, resource, action)
        closed = any(rule.effect == "deny" and rule.rule in ("", "True") for rule in applying)
        return not closed and any(rule.effect == "allow" for rule in applying)


def named(columns: str, row: Row) -> set[str]:
    """The columns a rule gives whole."""
    words = [word for word in columns.split() if ":" not in word]
    if words[:1] == ["*"]:
        return set(row) - {word[1:] for word in words[1:]} - masks(columns).keys()
    return set(words)


def masks(columns: str) -> dict[str, str]:
    """The columns a rule gives behind a mask."""
    return dict(word.split(":") for word in columns.split() if ":" in word)


def part(mask: str, text: Any) -> str | None:
    """What a mask leaves of a text: nothing else has a part to show."""
    if not isinstance(text, str):
        return None
    tail = text[-4:] if len(text) > 8 else ""
    return {"initial": text[:1] + "•••", "last4": "•••" + tail, "present": "•••"}[mask]


def truth(text: str, row: Row, actor: Row) -> float:
    """1, 0 or 1/2 for the rule's text on one row."""
    return 1 if not text else _truth(_tree(text), row, actor)


@cache
def _tree(text: str) -> Any:
    return ast.parse(text, mode="eval").body


def _in_range(row: Row, actor: Row) -> float:
    """Theirs, of a team or a person in their range, or everything is in it."""
    if actor["everything"]:
        return 1
    owned = _compared("Eq", row["owner_id"], actor["id"])
    lent = _compared("In", row["owner_id"], actor["people"])
    return max(owned, lent, _compared("In", row["team_id"], actor["teams"]))


def _truth(node: Any, row: Row, actor: Row) -> float:
    if isinstance(node, ast.Name):
        return _in_range(row, actor)
    if isinstance(node, ast.Constant):
        return 1 if node.value is True else 0
    if isinstance(node, ast.UnaryOp):
        return 1 - _truth(node.operand, row, actor)
    if isinstance(node, ast.BoolOp):
        parts = [_truth(value, row, actor) for value in node.values]
        return min(parts) if isinstance(node.op, ast.And) else max(parts)
    sides = _value(node.left, row, actor), _value(node.comparators[0], row, actor)
    return _compared(type(node.ops[0]).__name__, *sides)


def _compared(op: str, left: Any, right: Any) -> float:
    if op in ("Is", "IsNot"):
        return float((left is None) == (op == "Is"))
    if op == "NotIn":
        return 1 - _compared("In", left, right)
    if op == "In":
        return max((_compared("Eq", left, option) for option in right), default=0)
    if left is None or right is None:
        return 0.5
    answers = {
        "Eq": left == right,
        "NotEq": left != right,
        "Lt": left < right,
        "LtE": not left > right,
        "Gt": left > right,
        "GtE": not left < right,
    }
    return float(answers[op])


def _value(node: Any, row: Row, actor: Row) -> Any:
    if isinstance(node, ast.Name):
        return row[node.id]
    if isinstance(node, ast.Attribute):
        return actor[node.attr]
    if isinstance(node, ast.Tuple | ast.List):
        return [_value(one, row, actor) for one in node.elts]
    return ast.literal_eval(node)
