"""The description of the API as its reference shows it."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from attrs import frozen

from revrise.apps.api.reference import text

_BODY = "application/json"


@frozen
class Row:
    """A parameter or a field: its name, form, whether it is needed, what it means."""

    name: str
    form: str
    needed: bool
    said: str


@frozen
class Shown:
    """One operation. `body` and `fields` are empty where nothing goes in as JSON."""

    id: str
    method: str
    path: str
    summary: str
    said: str
    permission: str
    rows: tuple[Row, ...]
    body: str
    fields: tuple[Row, ...]
    answers: tuple[tuple[str, str], ...]


@frozen
class Chapter:
    """The operations of a domain."""

    name: str
    path: str
    said: str
    operations: tuple[Shown, ...]


@frozen
class Contents:
    """What there is; `said` holds for all of it."""

    version: str
    said: str
    chapters: tuple[Chapter, ...]


@cache
def contents() -> Contents:
    """Every chapter, in the order of the description."""
    found = msgspec.json.decode(text())
    operations = [
        (one, method.upper(), path)
        for path, methods in found["paths"].items()
        for method, one in methods.items()
    ]
    chapters = tuple(
        Chapter(
            tag["name"],
            tag["name"].lower(),
            tag["description"],
            tuple(
                _shown(found, one, method, path)
                for one, method, path in operations
                if tag["name"] in one["tags"]
            ),
        )
        for tag in found["tags"]
    )
    return Contents(found["info"]["version"], found["info"]["description"], chapters)


def chapter(path: str) -> Chapter | None:
    """One by the last part of its address."""
    return next((one for one in contents().chapters if one.path == path), None)


def _shown(document: Any, one: Mapping[str, Any], method: str, path: str) -> Shown:
    content = one.get("requestBody", {}).get("content", {}).get(_BODY)
    schema = _found(document, content["schema"]) if content else {}
    return Shown(
        id=one["operationId"],
        method=method,
        path=path,
        summary=one["summary"],
        said=one["description"],
        permission=one["x-permission"],
        rows=tuple(_row(_found(document, parameter)) for parameter in one["parameters"]),
        body=_example(content["example"]) if content else "",
        fields=_fields(schema),
        answers=tuple(_answer(document, status, said) for status, said in one["responses"].items()),
    )


def _row(parameter: Mapping[str, Any]) -> Row:
    form = _form(parameter["schema"])
    said = parameter.get("description", "")
    return Row(parameter["name"], f"{parameter['in']}, {form}", parameter["required"], said)


def _fields(schema: Mapping[str, Any]) -> tuple[Row, ...]:
    needed = schema.get("required", ())
    return tuple(
        Row(name, _form(field), name in needed, field.get("description", ""))
        for name, field in schema.get("properties", {}).items()
    )


def _answer(document: Any, status: str, said: Mapping[str, Any]) -> tuple[str, str]:
    return status, _found(document, said)["description"]


def _form(schema: Mapping[str, Any]) -> str:
    """`string`, `array of integer`, `Amount or null`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    if "anyOf" in schema:
        return " or ".join(_form(one) for one in schema["anyOf"])
    kinds: Sequence[str] = schema.get("type", "any")
    name = kinds if isinstance(kinds, str) else " or ".join(kinds)
    return f"{name} of {_form(schema['items'])}" if "items" in schema else name


def _found(document: Any, value: Any) -> Any:
    """What a reference leads to."""
    if "$ref" not in value:
        return value
    place = document
    for step in value["$ref"].removeprefix("#/").split("/"):
        place = place[step]
    return place


def _example(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)
