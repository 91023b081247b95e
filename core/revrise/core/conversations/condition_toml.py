"""Conditions written in TOML. Seconds there are ms here."""

from collections.abc import Callable, Mapping
from typing import Any, get_args

from revrise.core.conversations.condition.conditions import (
    AtLeast,
    Condition,
    Near,
    NoneOf,
    Pace,
    Silence,
)
from revrise.core.conversations.trackers import Mode, words
from revrise.core.conversations.transcript import Side
from revrise.core.toml_table import Table

SIDES: tuple[str, ...] = get_args(Side)
MODES: tuple[str, ...] = get_args(Mode)
_DEEPEST, _WIDEST, _GAPS = 6, 200, 20
_MINUTE = 60


def condition(table: Table, depth: int = 0) -> Condition:
    """The condition of a table. Raises Invalid naming the key at fault."""
    if depth > _DEEPEST:
        raise table.fail("", f"more than {_DEEPEST} conditions inside each other")
    kind = kind_of(table.values)
    table.only(*CONDITION_KEYS[kind])
    return _KINDS[kind](table, depth)


def kind_of(values: Mapping[str, Any]) -> str:
    """The kind of the condition that a table holds, a key of CONDITION_KEYS."""
    return next((kind for kind in CONDITION_KEYS if kind in values), "words")


def _words(table: Table, _: int) -> Condition:
    phrases, regexes = table.texts("phrases"), table.texts("regexes")
    if not phrases and not regexes:
        raise table.fail("phrases", "needs phrases or regexes")
    if wide := next((one for one in phrases if one.count("*") > _GAPS), None):
        raise table.fail("phrases", f"more than {_GAPS} gaps (*) in: {wide[:80]}")
    mode, n = table.choice("mode", MODES, "any"), table.whole("n", 1)
    side, part = _side(table, "side"), (_ms(table, "from_s"), _ms(table, "until_s"))
    return table.named(lambda: words(phrases, regexes, mode=mode, n=n, side=side, part=part))


def _any(table: Table, depth: int) -> Condition:
    return AtLeast(1, _of(table, "any", depth))


def _all(table: Table, depth: int) -> Condition:
    of = _of(table, "all", depth)
    return AtLeast(len(of), of)


def _at_least(table: Table, depth: int) -> Condition:
    of, n = _of(table, "of", depth), table.whole("at_least")
    if n > len(of):
        raise table.fail("at_least", f"of only {len(of)}")
    return AtLeast(n, of)


def _none(table: Table, depth: int) -> Condition:
    return NoneOf(_of(table, "none", depth))


def _near(table: Table, depth: int) -> Condition:
    of = _of(table, "near", depth)
    if len(of) != len(("first", "second")):
        raise table.fail("near", "needs two conditions")
    if ("within_s" in table.values) == ("within_words" in table.values):
        raise table.fail("within_s", "needs within_s or within_words, one of them")
    reach = table.whole("within_words", least=0) if "within_words" in table.values else None
    return Near(of[0], of[1], _ms(table, "within_s", least=0), reach, table.flag("ordered"))


def _silence(table: Table, _: int) -> Condition:
    longer = _ms(table, "silence_s", least=0)
    return Silence(longer or 0, _side(table, "after"))


def _pace(table: Table, _: int) -> Condition:
    above, below = (
        table.number(key) if key in table.values else None for key in ("above", "below")
    )
    if above is None and below is None:
        raise table.fail("above", "needs above or below")
    return Pace(table.choice("pace", SIDES), above, below)


def _of(table: Table, key: str, depth: int) -> tuple[Condition, ...]:
    of = table.tables(key, lambda one: condition(one, depth + 1))
    if not 0 < len(of) <= _WIDEST:
        raise table.fail(key, f"needs 1 to {_WIDEST} conditions")
    return of


def _side(table: Table, key: str) -> Any:
    return table.choice(key, SIDES) if key in table.values else None


def _ms(table: Table, key: str, least: float = -24 * _MINUTE * _MINUTE) -> int | None:
    if key not in table.values:
        return None
    return round(table.number(key, least) * 1000)


CONDITION_KEYS: Mapping[str, tuple[str, ...]] = {
    "any": ("any",),
    "all": ("all",),
    "at_least": ("at_least", "of"),
    "none": ("none",),
    "near": ("near", "within_s", "within_words", "ordered"),
    "silence_s": ("silence_s", "after"),
    "pace": ("pace", "above", "below"),
    "words": ("phrases", "regexes", "mode", "n", "side", "from_s", "until_s"),
}
"""The keys of each kind of condition; what has no key named like a kind holds words."""

_KINDS: dict[str, Callable[[Table, int], Condition]] = {
    "any": _any,
    "all": _all,
    "at_least": _at_least,
    "none": _none,
    "near": _near,
    "silence_s": _silence,
    "pace": _pace,
    "words": _words,
}
