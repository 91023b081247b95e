"""The statements of one table of a TOML text: those whose values stay keep their lines."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from revrise.core.toml_text import written

_STRINGS = r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\''
_PIECE = re.compile(rf"{_STRINGS}|(?P<comment>#[^\n]*)|(?P<open>[\[{{])|(?P<close>[\]}}])|\n")
_HEADER = re.compile(r"\s*\[\[?(.*?)\]")
_KEY = re.compile(rf"\s*({_STRINGS}|[\w-]+)")


def comments(text: str) -> list[str]:
    """The comments of a text, each with its `#`."""
    found = (one["comment"] for one in _PIECE.finditer(text))
    return [one.rstrip() for one in found if one]


def patched(text: str, name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """The lines of the table `name` ("" for what stands above all) with the values `after`.

    A key whose value is as in `before` keeps its lines; the comments of one that changes stand
    above it, those of one that goes, go. Whether the result says `after` is for the caller to see.
    """
    lines = _by_key(text, name)
    first = [lines.pop("", "")]
    plain: list[str] = []
    tables: list[str] = []
    for key in sorted(after, key=[*lines, *after].index):
        said, value = lines.get(key, ""), after[key]
        if value != before.get(key):
            said = _above(comments(said)) + written({key: value}, name)
        (tables if _is_table(said) else plain).append(said)
    return "".join(first + plain + tables)


def _above(found: list[str]) -> str:
    return "".join(f"{one}\n" for one in found)


def _is_table(said: str) -> bool:
    """Whether it begins with the header of a table: keys that follow would belong to that one."""
    bare = (one.lstrip() for one in said.split("\n"))
    return next((one.startswith("[") for one in bare if one and not one.startswith("#")), False)


def _by_key(text: str, name: str) -> dict[str, str]:
    """The lines of each key, with comments above them; under "" the header of the table."""
    found: dict[str, str] = {}
    here = waiting = last = ""
    for said in _statements(text):
        bare = said.strip()
        if not bare or bare.startswith("#"):
            waiting += said
            continue
        if header := _HEADER.match(said):
            here = _within(header[1], name)
        last = here or ("" if header else _first(said))
        found[last] = found.get(last, "") + waiting + said
        waiting = ""
    found[last] = found.get(last, "") + waiting
    return found


def _statements(text: str) -> Iterator[str]:
    """Lines, those of a value that goes over several together."""
    start = depth = 0
    for one in _PIECE.finditer(text):
        depth += bool(one["open"]) - bool(one["close"])
        if one[0] == "\n" and depth == 0:
            yield text[start : one.end()]
            start = one.end()
    if start < len(text):
        yield f"{text[start:]}\n"


def _within(path: str, name: str) -> str:
    """The key of the table that a header is about: `measure` of `[criteria.measure.tracker]`."""
    steps = []
    found: Any = tomllib.loads(f"[{path}]")
    while found:
        ((step, found),) = found.items()
        steps.append(step)
    return next(iter(steps[1 if name else 0 :]), "")


def _first(said: str) -> str:
    match = _KEY.match(said)
    return next(iter(tomllib.loads(f"{match[1]} = 0"))) if match else ""
