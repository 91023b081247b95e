"""The schemas of what goes in and comes out."""

from collections.abc import Sequence
from functools import cache
from inspect import cleandoc
from typing import Any

import msgspec

from revrise.apps.api.operation import Operation
from revrise.apps.api.problems import CODES

REF = "#/components/schemas/{name}"


def schemas(operations: Sequence[Operation]) -> dict[str, Any]:
    """Every schema by its name."""
    _, components = _types(tuple(operations))
    found = {name: tidy(schema) for name, schema in components.items()}
    for one in operations:
        if one.listing is not None:
            found[f"{one.answer.__name__}Page"] = _page(one.answer)
    return {**found, "Problem": _PROBLEM}


@cache
def _types(operations: tuple[Operation, ...]) -> tuple[list[Any], dict[str, Any]]:
    wanted: list[Any] = []
    for one in operations:
        for kind in (one.body, one.answer):
            if kind is not None and kind not in wanted:
                wanted.append(kind)
    _, components = msgspec.json.schema_components(wanted, ref_template=REF)
    return wanted, components


def _page(view: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "description": "A page of a list.",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": {"$ref": REF.format(name=view.__name__)}},
            "next": {
                "type": ["string", "null"],
                "description": "The cursor of the next page; null on the last one.",
            },
        },
    }


def tidy(schema: Any) -> Any:
    """As people write it: `type: [x, null]` instead of a choice, no titles, no empty texts."""
    if isinstance(schema, list):
        return [tidy(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: tidy(one) for name, one in schema.items() if name != "title" or _is(one)}
    if isinstance(said := found.get("description"), str):
        found["description"] = cleandoc(said)  # Python does so itself from 3.13 on
    choice = found.get("anyOf")
    if isinstance(choice, list) and {"type": "null"} in choice and len(choice) == 2:  # noqa: PLR2004
        other = next(one for one in choice if one != {"type": "null"})
        if "type" in other and isinstance(other["type"], str) and "enum" not in other:
            rest = {name: one for name, one in found.items() if name != "anyOf"}
            return {**other, **rest, "type": [other["type"], "null"]}
    return found


def _is(title: Any) -> bool:
    return not isinstance(title, str)  # a field may be called title


_PROBLEM = {
    "type": "object",
    "description": "What is the matter (RFC 9457). `code` stays; texts follow the language.",
    "required": ["type", "title", "status", "code", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "description": "The address of what this code means."},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "code": {"type": "string", "enum": list(CODES)},
        "detail": {"type": "string", "description": "What is the matter in this very case."},
        "instance": {"type": "string", "description": "This request, as in X-Request-Id."},
        "remedy": {"type": "string", "description": "The way out."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                    "pointer": {"type": "string", "description": "Where in the body (RFC 6901)."},
                    "parameter": {"type": "string", "description": "Which parameter."},
                    "line": {
                        "type": "integer",
                        "minimum": 1,
                        "description": "Of a text in the body: the line.",
                    },
                    "key": {"type": "string", "description": "The key at that line."},
                },
            },
        },
    },
}
