"""A config class as JSON Schema (2020-12): for forms, documentation and editors."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

_SECRET = re.compile(r"token|secret|passw|(^|_)key$")
_PLAIN: dict[Any, dict[str, Any]] = {
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    Decimal: {"type": "string", "format": "decimal"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    Path: {"type": "string", "format": "path"},
    NoneType: {"type": "null"},
}


def config_schema(cls: type[Any]) -> dict[str, Any]:
    """The schema of a config class: types, descriptions, defaults, required keys.

    Keys it does not know are refused. A type it does not know accepts anything. A secret is
    `writeOnly`.
    """
    hints, fields = get_type_hints(cls), attrs.fields(cls)
    return {
        "type": "object",
        "properties": {one.name: _field(one, hints.get(one.name, Any)) for one in fields},
        "required": [one.name for one in fields if one.default is attrs.NOTHING],
        "additionalProperties": False,
    }


def _field(one: "attrs.Attribute[Any]", kind: Any) -> dict[str, Any]:
    schema = dict(_type(kind))
    if description := one.metadata.get("description"):
        schema["description"] = description
    if _secret(one, kind):
        return schema | {"writeOnly": True}
    if one.default is not attrs.NOTHING:
        schema["default"] = _plain(_default(one))
    return schema


def secrets(cls: type[Any] | None) -> frozenset[str]:
    """The settings of a config class whose value is never shown."""
    hints = get_type_hints(cls) if cls else {}
    fields = attrs.fields(cls) if cls else ()
    return frozenset(one.name for one in fields if _secret(one, hints.get(one.name, Any)))


def _secret(one: "attrs.Attribute[Any]", kind: Any) -> bool:
    """As its author says; else a text by its name."""
    said = one.metadata.get("secret")
    text = kind is str or str in get_args(kind)
    return bool(said) if said is not None else text and bool(_SECRET.search(one.name))


def _default(one: "attrs.Attribute[Any]") -> Any:
    factory = getattr(one.default, "factory", None)
    return factory() if factory and not getattr(one.default, "takes_self", True) else one.default


def _type(kind: Any) -> dict[str, Any]:
    if kind in _PLAIN:
        return _PLAIN[kind]
    if isinstance(kind, type) and attrs.has(kind):
        return config_schema(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [one.value for one in kind]}
    return _generic(get_origin(kind), get_args(kind))


def _generic(origin: Any, arguments: tuple[Any, ...]) -> dict[str, Any]:
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in {Union, UnionType}:
        return {"anyOf": [_type(one) for one in arguments]}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _type(arguments[1])}
    if origin in {list, tuple, set, frozenset}:
        return {"type": "array", "items": _type(arguments[0])}
    return {}


def _plain(value: Any) -> Any:
    """The JSON form of a default."""
    if attrs.has(type(value)):
        return _plain(attrs.asdict(value, recurse=False))
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(one) for one in value]
    if isinstance(value, Enum):
        return value.value
    return value if isinstance(value, bool | int | float | str | None) else str(value)
