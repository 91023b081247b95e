"""How far somebody's data range reaches, and rules with what is known of a person filled in."""

from collections.abc import Collection, Mapping

from revrise.core.errors import Invalid
from revrise.core.governance.actor import Reach, Value
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
    Rule,
    columns,
    evaluate,
)

IN_RANGE = "in_range"
_OWNERS = ("owner_id", "person_id")


def in_range(names: Collection[str]) -> Rule:
    """The rule that a row with these columns lies in somebody's data range.

    It is theirs, of a team or a person in their range, or their range is everything. People
    themselves are in range by their id. Raises Invalid where a row says neither whose it is nor of
    which team.
    """
    owners = [name for name in _OWNERS if name in names] or (["id"] if "roles" in names else [])
    parts: list[Rule] = [Compare("==", Me("everything"), Const(value=True))]
    for owner in owners[:1]:
        parts.append(Compare("==", Column(owner), Me("id")))
        parts.append(Compare("in", Column(owner), Me("people")))
    if "team_id" in names:
        parts.append(Compare("in", Column("team_id"), Me("teams")))
    if len(parts) == 1:
        raise Invalid("in_range needs rows with an owner, a person or a team")
    return AnyOf(tuple(parts))


def attributes(me: Mapping[str, Value], reach: Reach) -> dict[str, Value]:
    """What rules may name as `me.…`, with the reach."""
    return {
        **me,
        "teams": tuple(sorted(reach.teams)),
        "people": tuple(sorted(reach.people)),
        "everything": reach.everything,
    }


def fold(rule: Rule, me: Mapping[str, Value]) -> Rule:
    """The same rule with every part that asks nothing of the row decided.

    True and false parts go away, so that a wide range costs a database nothing. What is unknown
    stays as it is.
    """
    match rule:
        case All(rules):
            return _joined(tuple(fold(part, me) for part in rules), All, ALWAYS, NEVER)
        case AnyOf(rules):
            return _joined(tuple(fold(part, me) for part in rules), AnyOf, NEVER, ALWAYS)
        case Not(inner):
            folded = fold(inner, me)
            return {ALWAYS: NEVER, NEVER: ALWAYS}.get(folded, Not(folded))
        case Compare("in", _, Me(name)) if me.get(name) == ():
            return NEVER
        case Compare() | IsNull():
            truth = None if columns(rule) else evaluate(rule, {}, me)
            return rule if truth is None else (ALWAYS if truth else NEVER)


def _joined(
    parts: tuple[Rule, ...], join: type[All] | type[AnyOf], neutral: Rule, deciding: Rule
) -> Rule:
    if deciding in parts:
        return deciding
    left = tuple(part for part in parts if part != neutral)
    return left[0] if len(left) == 1 else join(left)
