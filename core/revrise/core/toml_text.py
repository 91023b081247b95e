"""Data written as TOML a person would write: short tables on one line, long ones under a header."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_WIDE, _LONG_ITEM = 100, 24
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def written(values: Mapping[str, Any], header: str = "") -> str:
    """The lines of a table whose header, if it has one, is `header`; they end with a newline.

    `tomllib.loads` gives the same values back.
    """
    return "".join(f"{line}\n" for line in _table(values, header))


def key(name: str) -> str:
    """A key as it stands in TOML, quoted where it must be."""
    return name if _BARE.fullmatch(name) else _text(name)


def _table(values: Mapping[str, Any], header: str) -> Iterator[str]:
    """Values first: what stands after the header of a table within would belong to that one."""
    apart: list[tuple[str, Any]] = []
    for name, value in values.items():
        if _tables(value) and _width(_inline(value)) + len(name) > _WIDE:
            apart.append((f"{header}.{key(name)}" if header else key(name), value))
        else:
            yield from f"{key(name)} = {_value(value)}".split("\n")
    for path, value in apart:
        for one in value if isinstance(value, list) else [value]:
            yield f"[[{path}]]" if isinstance(value, list) else f"[{path}]"
            yield from _table(one, path)


def _tables(value: object) -> bool:
    """Whether a value can stand under headers."""
    if isinstance(value, list):
        return bool(value) and all(isinstance(one, dict) for one in value)
    return isinstance(value, dict)


def _value(value: object) -> str:
    """On one line where it fits; long texts of a list stand one a line, short ones fill lines."""
    line = _inline(value)
    if not isinstance(value, list) or _width(line) <= _WIDE:
        return line
    items = [_inline(one) for one in value]
    rows = [f"  {row}," for row in (items if _one_each(items) else _filled(items))]
    return "\n".join(("[", *rows, "]"))


def _one_each(items: list[str]) -> bool:
    return sum(map(_width, items)) > _LONG_ITEM * len(items)


def _filled(items: list[str]) -> Iterator[str]:
    row = ""
    for item in items:
        if row and _width(row) + _width(item) > _WIDE:
            yield row
            row = ""
        row = f"{row}, {item}" if row else item
    yield row


def _width(text: str) -> int:
    """Columns: a Chinese character takes two."""
    return sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in text)


def _inline(value: object) -> str:
    match value:
        case str():
            return _text(value)
        case bool():
            return "true" if value else "false"
        case list():
            return f"[{', '.join(map(_inline, value))}]"
        case dict():
            pairs = ", ".join(f"{key(name)} = {_inline(one)}" for name, one in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case date() | time():
            return value.isoformat()
    return repr(value)


def _text(value: str) -> str:
    said = "".join(_ESCAPES.get(one) or (_code(one) if _control(one) else one) for one in value)
    return f'"{said}"'


def _control(one: str) -> bool:
    return one < " " or one == "\x7f"


def _code(one: str) -> str:
    return f"\\u{ord(one):04x}"
