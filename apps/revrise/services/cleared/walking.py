"""The texts in the columns of a record or row, whatever their depth."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, fields, has

Change = Callable[[str], str]
Words = Mapping[str, tuple[str, ...]]


def told(one: Any, words: Words, change: Change) -> Any:
    """A record or row with every text that is `words` changed, always in the same order."""
    row = isinstance(one, Mapping)
    new = {}
    for name, within in words.items():
        if row and name not in one:
            continue
        before = one[name] if row else getattr(one, name)
        after = _told(before, frozenset(within), change, inside=not within)
        if after != before:
            new[name] = after
    if not new:
        return one
    return {**one, **new} if row else evolve(one, **new)


def texts(one: Any, words: Words) -> list[str]:
    """The texts themselves, in the order in which `told` comes by."""
    found: list[str] = []

    def seen(text: str) -> str:
        found.append(text)
        return text

    told(one, words, seen)
    return found


def _told(value: Any, within: frozenset[str], change: Change, *, inside: bool) -> Any:
    if isinstance(value, str):
        return change(value) if inside else value
    if isinstance(value, Mapping):
        new = {
            key: _told(value[key], within, change, inside=inside or key in within)
            for key in sorted(value)
        }
        return {key: new[key] for key in value}
    if isinstance(value, tuple | list):
        return type(value)(_told(one, within, change, inside=inside) for one in value)
    if has(type(value)):
        return _record(value, within, change, inside=inside)
    return value


def _record(value: Any, within: frozenset[str], change: Change, *, inside: bool) -> Any:
    new = {}
    for one in fields(type(value)):
        before = getattr(value, one.name)
        after = _told(before, within, change, inside=inside or one.name in within)
        if after != before:
            new[one.name] = after
    return evolve(value, **new) if new else value
