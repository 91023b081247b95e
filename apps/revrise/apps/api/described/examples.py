"""Example bodies, from the examples of their fields."""

from typing import Any

import msgspec
from msgspec import inspect

_PLAIN: dict[Any, Any] = {
    inspect.BoolType: True,
    inspect.IntType: 1,
    inspect.FloatType: 1.0,
    inspect.DateTimeType: "2026-03-01T09:30:00Z",
}


def example(kind: Any) -> Any:
    """A body of a command: what it needs, and what has an example of its own."""
    return _value(inspect.type_info(kind), "")


def _value(kind: Any, name: str) -> Any:
    if isinstance(kind, inspect.Metadata):
        given = (kind.extra_json_schema or {}).get("examples")
        return given[0] if given else _value(kind.type, name)
    if isinstance(kind, inspect.StructType):
        return {
            field.encode_name: found
            for field in kind.fields
            if (found := _field(field)) is not msgspec.UNSET
        }
    if isinstance(kind, inspect.UnionType):
        options = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
        return _value(options[0], name)
    if isinstance(kind, inspect.CollectionType | inspect.VarTupleType):
        return [_value(kind.item_type, name)]
    if isinstance(kind, inspect.DictType):
        return {"opening": _value(kind.value_type, name)}
    return _PLAIN.get(type(kind)) or _text(kind, name)


def _field(field: Any) -> Any:
    """Its example; what is neither needed nor has one is left out."""
    shown = _has_example(field.type)
    if not field.required and not shown:
        return msgspec.UNSET
    return _value(field.type, field.name)


def _has_example(kind: Any) -> bool:
    if isinstance(kind, inspect.Metadata):
        return bool((kind.extra_json_schema or {}).get("examples")) or _has_example(kind.type)
    if isinstance(kind, inspect.UnionType):
        return any(_has_example(one) for one in kind.types)
    return False


def _text(kind: Any, name: str) -> str:
    if isinstance(kind, inspect.LiteralType):
        return str(kind.values[0])
    if name.endswith("_id"):
        return f"{name.removesuffix('_id')}_0195…"
    pattern = getattr(kind, "pattern", None)
    if pattern and pattern.startswith("^(") and "|" in pattern:
        return str(pattern.removeprefix("^(").partition("|")[0])
    return "text"
