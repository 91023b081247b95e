"""Whether an answer is what its class says it is, all the way down."""

import types
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from functools import cache
from math import isfinite
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

_NONE = type(None)
# What is wrong, with the way to it in front; empty where nothing is.
Check = Callable[[Any], str]


def stray(value: Any) -> str:
    """The first field of an attrs object that is not as declared: `calls[0].started_at is …`.

    Lists stand for tuples; times must know their zone, numbers be finite. Empty where all is well.
    """
    declared: Any = type(value)
    return checker(declared)(value)


@cache
def checker(declared: Any) -> Check:
    """Checks values of a type; of a type it knows nothing about, all of them pass."""
    origin = get_origin(declared)
    if origin in (Union, types.UnionType):
        return _either(declared)
    if origin is Literal:
        known = get_args(declared)
        return lambda value: "" if value in known else _not(value, f"one of {known}")
    if origin is not None:
        return _container(origin, get_args(declared))
    if isinstance(declared, type) and attrs.has(declared):
        return _object(declared)
    return _PLAIN.get(declared) or _instance(declared)


def _object(declared: type) -> Check:
    hints = get_type_hints(declared)
    fields = [(one.name, hints.get(one.name, Any)) for one in attrs.fields(declared)]
    plain = [(name, hint, _at_sight(hint)) for name, hint in fields]

    # Looked up when first used: a class may hold others of itself.
    def check(value: Any) -> str:
        if not isinstance(value, declared):
            return _not(value, declared.__name__)
        for name, hint, passing in plain:
            one = getattr(value, name)
            if type(one) not in passing and (wrong := checker(hint)(one)):
                return f".{name}{wrong}"
        return ""

    return check


def _at_sight(declared: Any) -> frozenset[Any]:
    """The types whose values pass whatever they hold: a transcript has millions of these."""
    some = get_origin(declared) in (Union, types.UnionType)
    return frozenset(get_args(declared) if some else (declared,)) & {str, int, bool, _NONE}


def _container(origin: Any, inner: tuple[Any, ...]) -> Check:
    if not isinstance(origin, type) or not issubclass(origin, Collection):
        return _instance(origin)
    if issubclass(origin, Mapping):
        return _mapping(*inner)
    if issubclass(origin, AbstractSet):
        return _each(AbstractSet, checker(inner[0]))
    if issubclass(origin, tuple) and inner[1:] != (...,):
        return _instance(origin)
    return _each(Sequence, checker(inner[0]))


def _mapping(keys: Any, values: Any) -> Check:
    of_key, of_value = checker(keys), checker(values)

    def check(value: Any) -> str:
        if not isinstance(value, Mapping):
            return _not(value, "a mapping")
        for key, one in value.items():
            if wrong := of_key(key) or of_value(one):
                return f"[{key!r:.40}]{wrong}"
        return ""

    return check


def _each(of: Any, one: Check) -> Check:
    def check(value: Any) -> str:
        if not isinstance(value, of) or isinstance(value, str | bytes):
            return _not(value, f"a {of.__name__.lower()}")
        for at, item in enumerate(value):
            if wrong := one(item):
                return f"[{at}]{wrong}"
        return ""

    return check


def _either(declared: Any) -> Check:
    checks = [checker(one) for one in get_args(declared)]

    def check(value: Any) -> str:
        found = []
        for one in checks:
            wrong = one(value)
            if not wrong:
                return ""
            found.append(wrong)
        # The one that went furthest down knows best.
        return max(found, key=lambda text: text.partition(" is ")[0].count("."))

    return check


def _instance(declared: Any) -> Check:
    if not isinstance(declared, type):
        return lambda _: ""
    if getattr(declared, "_is_protocol", False):
        return lambda _: ""
    name = declared.__name__
    return lambda value: "" if isinstance(value, declared) else _not(value, name)


def _whole(value: Any) -> str:
    right = isinstance(value, int) and not isinstance(value, bool)
    return "" if right else _not(value, "a whole number")


def _number(value: Any) -> str:
    right = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
    return "" if right else _not(value, "a number")


def _time(value: Any) -> str:
    right = isinstance(value, datetime) and value.tzinfo is not None
    return "" if right else _not(value, "a time with its zone")


def _nothing(value: Any) -> str:
    return "" if value is None else _not(value, "None")


_PLAIN: Mapping[Any, Check] = {
    int: _whole,
    float: _number,
    datetime: _time,
    _NONE: _nothing,
    object: lambda _: "",
    Any: lambda _: "",
}


def _not(value: Any, expected: str) -> str:
    return f" is {value!r:.60}, not {expected}"
