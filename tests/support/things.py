"""Hypothesis strategies for the core's classes, read off their attrs fields."""

import types
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

import attrs
from hypothesis import reject
from hypothesis import strategies as st

from revrise.core.content.approval import ApprovalRule
from revrise.core.conversations.waveform import STRETCHES, Waveform
from revrise.core.deals.process import OUTCOMES, SalesProcess, State
from revrise.core.errors import RevRiseError
from revrise.core.money import Money
from revrise.core.people.data_range import KINDS, SUBJECTS, DataRange

CJK = st.sampled_from(
    ["商机", "预算太紧，下周再谈。", "王芳", "𠮷野家", "e\u0301", "'; --", "🎧", ""]
)
# What UTF-8 cannot say, and NUL, which PostgreSQL cannot store, are refused at the door.
TEXT = st.one_of(CJK, st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
TIMES = st.datetimes(
    datetime(1900, 1, 2),  # noqa: DTZ001
    datetime(9000, 1, 1),  # noqa: DTZ001
    timezones=ZONES,
)
MONEY = st.builds(
    Money, st.integers(-(2**62), 2**62), st.sampled_from(["CNY", "USD", "EUR", "JPY", "KWD"])
)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(-(2**53), 2**53),
    float: st.floats(-1e15, 1e15, allow_nan=False),
    bool: st.booleans(),
    datetime: TIMES,
    Money: MONEY,
    Decimal: st.decimals(-(10**12), 10**12, places=2),
    type(None): st.none(),
}
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), PLAIN[int], TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=5,
)
NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789_-", min_size=1, max_size=80)


def things(cls: type[Any]) -> st.SearchStrategy[Any]:
    """Instances of an attrs class with every field filled, as far as its validators admit."""
    if cls is SalesProcess:
        return st.lists(things(State), min_size=1, max_size=3).flatmap(_processes)
    if cls in _BOUND:
        return _BOUND[cls]
    fields = attrs.fields(attrs.resolve_types(cls))
    made = {one.name: _field(one) for one in fields if one.init}
    return st.fixed_dictionaries(made).map(lambda values: _built(cls, values))


# Classes whose fields depend on one another: drawn blindly, hardly any would do.
_VERSIONS = st.integers(1, 2**31 - 1)
_BOUND: dict[type[Any], st.SearchStrategy[Any]] = {
    DataRange: st.one_of(
        st.builds(
            DataRange, NAMES, st.sampled_from(SUBJECTS), NAMES, st.sampled_from(KINDS[:-1]),
            version=_VERSIONS,
        ),
        st.builds(
            DataRange, NAMES, st.sampled_from(SUBJECTS), NAMES, st.just("set"), NAMES, _VERSIONS
        ),
    ),
    ApprovalRule: st.builds(
        ApprovalRule, NAMES, st.integers(1, 3),
        st.sampled_from([(), ("a", "b", "王芳")]), version=_VERSIONS,
    ),
    Waveform: st.builds(
        Waveform, st.integers(0, 2**53),
        st.lists(st.floats(0, 1).map(lambda one: (one,) * STRETCHES), min_size=1).map(tuple),
    ),
}  # fmt: skip


def _processes(drawn: list[State]) -> st.SearchStrategy[SalesProcess]:
    """Processes of these states, numbered so that none has the name of another, and two ends."""
    named = [attrs.evolve(one, id=f"{n} {one.id}") for n, one in enumerate(drawn)]
    under_way = [attrs.evolve(one, outcome=None) for one in named]
    ends = [attrs.evolve(named[0], id=end, outcome=end) for end in OUTCOMES]
    return st.builds(
        SalesProcess,
        NAMES,
        TEXT,
        st.just((*under_way, *ends)),
        st.just({one.id: OUTCOMES for one in under_way}),
        st.integers(1, 100),
        st.integers(1, 2**31 - 1),
    )


def _built(make: Callable[..., Any], values: Mapping[str, Any]) -> Any:
    try:
        return make(**values)
    except (RevRiseError, ValueError):
        reject()


def _field(field: Any) -> st.SearchStrategy[Any]:
    if field.name == "version":
        return st.integers(1, 2**31 - 1)
    named = field.name in ("id", "step", "unit") or field.name.endswith(("_id", "_by"))
    if named and field.type in (str, str | None):
        return NAMES if field.type is str else st.one_of(st.none(), NAMES)
    return of(field.type)


def of(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type."""
    if kind in PLAIN:
        return PLAIN[kind]
    if attrs.has(kind):
        return things(kind)
    if kind in (Any, object):
        return JSON
    inner = get_args(kind)
    return next(make(inner) for origins, make in _MADE if get_origin(kind) in origins)


_MADE: tuple[tuple[tuple[Any, ...], Callable[[Any], st.SearchStrategy[Any]]], ...] = (
    ((Union, types.UnionType), lambda inner: st.one_of(*map(of, inner))),
    ((Literal,), st.sampled_from),
    ((tuple,), lambda inner: st.lists(of(inner[0]), max_size=3).map(tuple)),
    ((frozenset,), lambda inner: st.frozensets(of(inner[0]), max_size=3)),
    ((Mapping, dict), lambda inner: st.dictionaries(TEXT, of(inner[1]), max_size=3)),
)
