"""What happens to a row that is to go: it is taken away, or it stays without what it tells."""

from collections.abc import Collection, Mapping
from functools import cache
from types import NoneType
from typing import Any, TypeVar, get_args

import attrs

T = TypeVar("T")
# Rows that others rest on: deals on contacts, points on courses done. They stay, saying nothing.
KEPT = frozenset({"person", "card", "call", "ledger_entry", "enrolment", "role_play", "plan"})
# What a row is called, where it stays.
_NAMED = frozenset({"name", "title"})
_ORIGIN = ("source", "external_id", "digest")


def mark(subject_id: str) -> str:
    """What stands where a name was: the same for one person, and another for the next."""
    return f"[erased {subject_id[-6:]}]"


def blank(thing: T, columns: Collection[str], name: str) -> T:
    """The thing without what these columns hold; the very same where they hold nothing."""
    changes = {
        column: wanted
        for column in columns
        if (wanted := _empty(thing, column, name)) != getattr(thing, column)
    }
    if not changes:
        return thing
    version: int = thing.version + 1  # type: ignore[attr-defined]
    after: T = attrs.evolve(thing, **changes, version=version)  # type: ignore[misc]
    return after


def rootless(thing: T) -> T:
    """A record that no customer system knows any more."""
    kind: Any = type(thing)
    known = set(_types(kind))
    gone = dict.fromkeys(name for name in _ORIGIN if name in known and "digest" in known)
    after: T = attrs.evolve(thing, **gone)  # type: ignore[misc]
    return after


def _empty(thing: Any, column: str, name: str) -> Any:
    if column in _NAMED:
        return name
    cls: Any = type(thing)
    value = getattr(thing, column)
    if NoneType in get_args(_types(cls)[column]):
        return None
    if isinstance(value, Mapping):
        return {}
    if isinstance(value, tuple):
        return ()
    return type(value)() if isinstance(value, str | bool | int | float) else value


@cache
def _types(cls: Any) -> Mapping[str, Any]:
    return {field.name: field.type for field in attrs.fields(attrs.resolve_types(cls))}
