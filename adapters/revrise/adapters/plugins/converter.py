"""Settings are taken as they are: no '10' for 10, no 1.5 cut to 1, no key too many."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import GenericAlias
from typing import Any, Literal, cast, get_args, get_origin

from cattrs import Converter
from cattrs.cols import list_structure_factory


class Mismatch(ValueError):
    """A value of another type than its field's."""


_NAMES: dict[type[Any], str] = {
    int: "an integer",
    float: "a number",
    str: "a text",
    bool: "true or false",
    datetime: "a date with time",
    date: "a date",
    Path: "a path",
}


@cache
def converter() -> Converter:
    """The converter for plugin settings; it forbids unknown keys."""
    strict = Converter(forbid_extra_keys=True)
    for kind in (str, bool, datetime, date):
        strict.register_structure_hook(kind, _exactly(kind))
    strict.register_structure_hook(int, _integer)
    strict.register_structure_hook(float, _number)
    strict.register_structure_hook(Path, _path)
    strict.register_structure_hook_func(_literal, _choice)
    strict.register_structure_hook_factory(_homogeneous, _list)
    return strict


def _wrong(value: Any, kind: type[Any]) -> Mismatch:
    return Mismatch(f"expected {_NAMES[kind]}, got {value!r}")


def _exactly(kind: type[Any]) -> Callable[[Any, Any], Any]:
    def take(value: Any, _: Any) -> Any:
        if type(value) is not kind:
            raise _wrong(value, kind)
        return value

    return take


def _integer(value: Any, _: Any) -> int:
    if type(value) is not int:
        raise _wrong(value, int)
    return value


def _number(value: Any, _: Any) -> float:
    if type(value) not in {int, float}:
        raise _wrong(value, float)
    return float(value)


def _path(value: Any, _: Any) -> Path:
    if not isinstance(value, str | Path):
        raise _wrong(value, Path)
    return Path(value)


def _choice(value: Any, kind: Any) -> Any:
    if value not in get_args(kind):
        raise Mismatch(f"expected one of {', '.join(map(repr, get_args(kind)))}, got {value!r}")
    return value


def _literal(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin is Literal


def _homogeneous(kind: Any) -> bool:
    origin, arguments = get_origin(kind), get_args(kind)
    return origin in {list, set, frozenset} or (origin is tuple and arguments[1:] == (...,))


def _list(kind: Any, strict: Converter) -> Callable[[Any, Any], Any]:
    """A text is iterable too, but no list of its letters."""
    items: Any = GenericAlias(list, (get_args(kind)[0],))
    each, build = list_structure_factory(items, strict), cast(type, get_origin(kind))

    def take(value: Any, _: Any) -> Any:
        if not isinstance(value, list | tuple | set | frozenset):
            raise Mismatch(f"expected a list, got {value!r}")
        return build(each(value, items))

    return take
