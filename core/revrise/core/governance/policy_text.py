"""A policy as text: TOML that people write, compare and keep, with their comments.

    [[role]]
    name = "team_lead"
    inherits = "rep coach"
    range = "team"

    [[rule]]
    who = "team_lead"
    may = "read"
    on = "deal call"
    where = "in_range"
    columns = "* -owner_note phone:last4"

Each block of a rule stands for one rule per role, action and resource it names.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, product
from typing import Any

from revrise.core.errors import Invalid
from revrise.core.governance.policy_rule import BUILT_IN, PolicyDocument, PolicyRole, PolicyRule

_RULE = {"who": "", "may": "", "on": "", "where": "", "columns": "*", "effect": "allow"}
_ROLE = {"name": "", "title_en": "", "title_zh": "", "inherits": "", "range": "own"}
_HEAD = re.compile(r"[ \t]*\[\[[ \t]*(rule|role)[ \t]*\]\][ \t]*(?:#.*)?")
_LINE = re.compile(r"at line (\d+)")
LONGEST, MOST_RULES = 1_000_000, 20_000


def read(text: str) -> PolicyDocument:
    """The policy of a text; without [[role]] blocks it has the built-in roles.

    Raises Invalid, naming the line, for what is no TOML and for blocks with other keys. Whether
    roles, resources and conditions make sense is the policy's to check.
    """
    if len(text) > LONGEST:
        raise Invalid(f"is longer than {LONGEST:,} characters", culprit="policy")
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        line = _LINE.search(str(error))
        place = line[1] if line else text.count("\n") + 1
        raise Invalid(f"not TOML: {error}", culprit=f"line {place}") from None
    if other := sorted(found.keys() - {"rule", "role"}):
        raise Invalid(f"unknown table {other[0]!r}", culprit="policy", remedy="[[role]], [[rule]]")
    heads = _heads(text)
    roles = [_role(*one) for one in _blocks(found, "role", heads)]
    rules: list[tuple[int, PolicyRule]] = []
    for place, block in _blocks(found, "rule", heads):
        rules += _rules(place, block, MOST_RULES - len(rules))
    return PolicyDocument(
        tuple(roles) or BUILT_IN,
        tuple(rule for _, rule in rules),
        text,
        tuple(line for line, _ in rules),
    )


def write(roles: Sequence[PolicyRole], rules: Sequence[PolicyRule]) -> str:
    """The text of a policy that has none yet; `read` gives the same roles and rules back."""
    blocks = [_block("role", _role_cells(role)) for role in roles]
    for (effect, where, columns), same in groupby(
        rules, lambda rule: (rule.effect, rule.rule, rule.columns)
    ):
        for (role, resource), acts in groupby(same, lambda rule: (rule.role, rule.resource)):
            cells = {
                "who": role,
                "may": " ".join(rule.action for rule in acts),
                "on": resource,
                "where": where,
                "columns": columns,
                "effect": effect,
            }
            blocks.append(_block("rule", _told(cells, _RULE)))
    return "\n".join(blocks)


def document(rules: Sequence[PolicyRule], roles: Sequence[PolicyRole] = BUILT_IN) -> PolicyDocument:
    """The policy of these rules and roles, with a text of its own."""
    return PolicyDocument(tuple(roles), tuple(rules), write(roles, rules))


def _heads(text: str) -> Mapping[str, list[int]]:
    """The lines on which blocks begin."""
    heads: dict[str, list[int]] = {"rule": [], "role": []}
    for number, line in enumerate(text.split("\n"), 1):
        if head := _HEAD.fullmatch(line.rstrip("\r")):
            heads[head[1]].append(number)
    return heads


def _blocks(
    found: Mapping[str, Any], name: str, heads: Mapping[str, list[int]]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    blocks = found.get(name, [])
    if not isinstance(blocks, list) or not all(isinstance(one, dict) for one in blocks):
        raise Invalid(f"{name} must be blocks", culprit="policy", remedy=f"write [[{name}]]")
    lines = heads[name] if len(heads[name]) == len(blocks) else range(1, len(blocks) + 1)
    yield from zip(lines, blocks, strict=True)


def _role(line: int, block: Mapping[str, Any]) -> PolicyRole:
    cells = _cells(line, block, _ROLE, {"name"})
    inherits = tuple(cells.pop("inherits").split())
    return PolicyRole(inherits=inherits, **cells)


def _rules(line: int, block: Mapping[str, Any], room: int) -> Iterator[tuple[int, PolicyRule]]:
    cells = _cells(line, block, _RULE, {"who", "may", "on"})
    who, may, on = (cells[name].split() for name in ("who", "may", "on"))
    if not (who and may and on):
        raise Invalid("who, may and on each need a name", culprit=f"line {line}")
    if len(who) * len(may) * len(on) > room:
        raise Invalid(f"the policy has more than {MOST_RULES:,} rules", culprit=f"line {line}")
    for role, action, resource in product(who, may, on):
        yield (
            line,
            PolicyRule(role, resource, action, cells["where"], cells["columns"], cells["effect"]),
        )


def _cells(
    line: int, block: Mapping[str, Any], known: Mapping[str, str], needed: set[str]
) -> dict[str, str]:
    wrong = sorted(block.keys() - known.keys()) + sorted(needed - block.keys())
    wrong += [name for name, value in block.items() if not isinstance(value, str)]
    if wrong:
        raise Invalid(
            f"unknown, missing or not a text: {', '.join(wrong)}",
            culprit=f"line {line}",
            remedy=f"it has {', '.join(known)}",
        )
    return {**known, **block}


def _role_cells(role: PolicyRole) -> Mapping[str, str]:
    cells = {name: getattr(role, name) for name in _ROLE if name != "inherits"}
    return _told({**cells, "inherits": " ".join(role.inherits)}, _ROLE)


def _told(cells: Mapping[str, str], usual: Mapping[str, str]) -> Mapping[str, str]:
    return {name: value for name, value in cells.items() if value != usual[name]}


def _block(name: str, cells: Mapping[str, str]) -> str:
    lines = (f"{key} = {_quoted(value)}" for key, value in cells.items())
    return "\n".join([f"[[{name}]]", *lines, ""])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
