"""Changing a TOML text that people wrote by its data, so that what was not changed stays as it is.

The text is parted at the headers of its lists of tables. What stays keeps its very lines, part by
part and in a part key by key; comments of what is written anew are kept above it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from attrs import define, frozen

from revrise.core.toml_statements import comments, patched
from revrise.core.toml_text import written

Values = Mapping[str, Any]


@frozen
class _Part:
    """Lines of the text and what they say: the head, or one table of a list."""

    text: str
    values: Values


@define
class _Old:
    part: _Part
    used: bool = False


def rewritten(text: str, before: Values, after: Values, lists: Sequence[str]) -> str:
    """The text with the data `after`; `before` is what it says now.

    `lists` are its lists of tables. Keys of `before` may be more than the text has, empty ones:
    what is equal to it counts as unchanged. Where the text is laid out so that its parts cannot
    be told, all of it is written anew, with its comments above.
    """
    if after == before:
        return text
    parts = _parts(text, before, lists)
    if parts is None:
        return _anew("", after, comments(text))
    pieces = (one.strip("\n") for one in _all(parts, after, lists))
    said = "\n\n".join(one for one in pieces if one) + "\n"
    return said if _says(said, after) else _anew("", after, comments(text))


def _all(parts: Mapping[str, list[_Part]], after: Values, lists: Sequence[str]) -> Iterator[str]:
    head = {name: value for name, value in after.items() if name not in lists}
    (old,) = parts[""]
    yield _changed(old, "", head)
    for name in lists:
        for part, values in _matched(parts.get(name, []), after.get(name, [])):
            yield _changed(part, name, values) if part else _anew(name, values, [])


def _changed(part: _Part, name: str, values: Values) -> str:
    """The part with other values, line by line where that can be."""
    if part.values == values:
        return part.text
    said = patched(part.text, name, part.values, values)
    wanted = {name: [values]} if name else values
    return said if _says(said, wanted) else _anew(name, values, comments(part.text))


def _matched(parts: list[_Part], wanted: list[Any]) -> Iterator[tuple[_Part | None, Any]]:
    """Each table that is wanted with the part it comes from: an equal one, one of its id, any."""
    old = [_Old(part) for part in parts]
    found: list[_Part | None] = [_take(old, lambda one, v=v: one.values == v) for v in wanted]
    for at, values in enumerate(wanted):
        found[at] = found[at] or _take(old, lambda one, v=values: _id(one.values) == _id(v))
    for at in range(len(wanted)):
        found[at] = found[at] or _take(old, lambda _: True)
    yield from zip(found, wanted, strict=True)


def _take(old: list[_Old], fits: Any) -> _Part | None:
    for one in old:
        if not one.used and fits(one.part):
            one.used = True
            return one.part
    return None


def _id(values: Values) -> Any:
    return values.get("id")


def _parts(text: str, before: Values, lists: Sequence[str]) -> dict[str, list[_Part]] | None:
    """By list, the head under ""; None where the lines between two headers are not one table."""
    header = re.compile(rf"^[ \t]*\[\[[ \t]*({'|'.join(lists)})[ \t]*\]\]", re.MULTILINE)
    heads = list(header.finditer(text))
    starts = [_with_comments(text, one.start()) for one in heads]
    ends = [*starts, len(text)]
    head = {name: value for name, value in before.items() if name not in lists}
    found: dict[str, list[_Part]] = {"": [_Part(text[: ends[0]], head)]}
    for match, start, end in zip(heads, starts, ends[1:], strict=True):
        of = found.setdefault(match[1], [])
        known = before.get(match[1], [])
        if len(of) >= len(known) or not _holds(text[start:end], match[1]):
            return None
        of.append(_Part(text[start:end], known[len(of)]))
    whole = all(len(found.get(name, [])) == len(before.get(name, [])) for name in lists)
    return found if whole and _loads(found[""][0].text) is not None else None


def _with_comments(text: str, start: int) -> int:
    """Where the comments right above a header begin."""
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def _holds(text: str, name: str) -> bool:
    found = _loads(text)
    return found is not None and list(found) == [name] and len(found[name]) == 1


def _loads(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _says(text: str, after: Values) -> bool:
    found = _loads(text)
    return found is not None and _filled(found) == _filled(after)


def _filled(value: Any) -> Any:
    """Without what is empty, which a part that stays need not have."""
    if isinstance(value, dict):
        kept = {name: _filled(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in ({}, [])}
    return [_filled(one) for one in value] if isinstance(value, list) else value


def _anew(name: str, values: Values, above: list[str]) -> str:
    header = f"[[{name}]]\n" if name else ""
    return "".join(f"{one}\n" for one in above) + header + written(values, name)
