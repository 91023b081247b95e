"""Query strings: filters and orders by an allow-list, pages by cursor."""

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from attrs import frozen

from revrise.apps.api.bodies import clean, wrong
from revrise.apps.api.cursors import Cursors
from revrise.apps.api.problems import Problem, Wrong
from revrise.apps.api.resources import Resource
from revrise.apps.files.writing import KINDS
from revrise.core.bilingual import Bilingual
from revrise.core.governance.rule import ALWAYS, HAS, All, Column, Compare, Const, Rule, any_of

USUAL, MOST = 50, 200
PAGING = ("limit", "cursor", "sort", "fields")
FORMAT, JSON = "format", "json"
FORMS = (JSON, *KINDS)
_FURTHEST = 2**53
_SUFFIXES = {"gte": ">=", "lt": "<"}
_ANY = 50
Asked = Mapping[str, Sequence[str]]


@frozen
class Page:
    """What a list was asked for. `about` binds cursors to this very question.

    `chosen`: the order was asked for, not the list's usual one. `form`: json, or that of a file,
    which holds every row.
    """

    where: Rule
    order: tuple[tuple[str, bool], ...]
    limit: int
    fields: tuple[str, ...] | None
    behind: tuple[Any, ...] | None
    about: str
    chosen: bool = False
    form: str = JSON


def page(resource: Resource, asked: Asked, cursors: Cursors, reader: str) -> Page:
    """The question in a query string. Raises Problem (422) for what the list does not know."""
    _storable(asked)
    rules: list[Rule] = [] if resource.only == ALWAYS else [resource.only]
    rules += [_filter(resource, name, asked[name]) for name in sorted(asked) if name not in PAGING]
    order = _order(resource, _single(asked, "sort"))
    about = repr((resource.path, reader, order, _kept(asked)))
    cursor = _single(asked, "cursor")
    return Page(
        where=All(tuple(rules)) if rules else ALWAYS,
        order=order,
        limit=_limit(_single(asked, "limit")),
        fields=_fields(resource, _single(asked, "fields")),
        behind=cursors.read(cursor, about) if cursor is not None else None,
        about=about,
        chosen="sort" in asked,
    )


def form(asked: Asked, accept: str) -> str:
    """Json or a file: by `format`, else by `Accept`. Raises Problem (422)."""
    said = _single(asked, FORMAT)
    if said is None:
        wanted = [one.strip() for one in accept.lower().split(",")]
        return next((name for one in wanted if (name := _accepted(one))), JSON)
    if said not in FORMS:
        raise _choice(FORMAT, said, FORMS)
    for name in ("limit", "cursor"):
        if said != JSON and name in asked:
            raise _refused(name, "combination", "a file holds every row", "文件包含所有行")
    return said


def _accepted(media: str) -> str | None:
    """The form of a file that is asked for by name; a browser's `*/*` asks for none."""
    kind, *more = (part.strip() for part in media.split(";"))
    if kind == "text/csv":
        return "csv-raw" if "profile=raw" in more else "csv"
    return "xlsx" if kind == KINDS["xlsx"] else None


def struct(kind: Any, asked: Asked) -> Any:
    """A query string as a struct. Raises Problem (422) for what does not fit."""
    _storable(asked)
    flat = {name: values[0] if len(values) == 1 else list(values) for name, values in asked.items()}
    try:
        return msgspec.convert(flat, kind, strict=False)
    except msgspec.ValidationError as error:
        raise wrong(error, parameter="") from None


def nothing(asked: Asked) -> None:
    """For operations without parameters. Raises Problem (422) when there are some."""
    for name in asked:
        raise _unknown(name)


def _kept(asked: Asked) -> list[tuple[str, list[str]]]:
    return [(name, [*values]) for name, values in sorted(asked.items()) if name not in PAGING]


def _storable(asked: Asked) -> None:
    for name, values in asked.items():
        if not clean(name) or not all(map(clean, values)):
            raise _refused(name, "text", "no such text", "文本无法识别")


def _single(asked: Asked, name: str) -> str | None:
    values = asked.get(name)
    if values and len(values) > 1:
        raise _refused(name, "once", "give it once", "只能给出一次")
    return values[0] if values else None


def _limit(text: str | None) -> int:
    if text is None:
        return USUAL
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= MOST:
        raise _refused("limit", "range", f"must be 1 to {MOST}", f"应为 1 到 {MOST}")
    return int(text)


def _order(resource: Resource, text: str | None) -> tuple[tuple[str, bool], ...]:
    order = []
    for part in (text if text is not None else resource.order).split(","):
        name = part.removeprefix("-")
        if not part and text is None:
            continue
        if text is not None and name not in resource.sorts:
            raise _choice("sort", name, resource.sorts)
        order.append((name, part.startswith("-")))
    return tuple(dict(order).items())


def _fields(resource: Resource, text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    wanted = tuple(text.split(","))
    for name in wanted:
        if name not in resource.fields:
            raise _choice("fields", name, resource.fields)
    return wanted


def _filter(resource: Resource, name: str, values: Sequence[str]) -> Rule:
    column, _, suffix = name.partition(".")
    if column not in resource.filters or suffix not in ("", *_SUFFIXES):
        raise _unknown(name)
    kind = resource.types[column]
    if len(values) > _ANY:
        raise _refused(name, "length", f"at most {_ANY} values", f"最多 {_ANY} 个值")
    found = tuple(_value(name, kind, value) for value in values)
    if column in resource.listing and not suffix:
        return any_of(_listing(column, value) for value in found)
    if not suffix:
        if len(found) == 1:
            return Compare("==", Column(column), Const(found[0]))
        return Compare("in", Column(column), Const(found))
    if kind not in (int, float, datetime) or len(found) != 1:
        raise _unknown(name)
    return Compare(_SUFFIXES[suffix], Column(column), Const(found[0]))


def _listing(column: str, word: str) -> Rule:
    """A text of words that has one in it; `any`: that has words."""
    if word == "any":
        return Compare("!=", Column(column), Const(""))
    if not word.isalnum():
        raise _refused(column, "type", "must be a word", "应为一个词")
    return Compare(HAS, Column(column), Const(word))


def _value(name: str, kind: Any, text: str) -> Any:
    try:
        return _READERS.get(kind, str)(text)
    except (ValueError, OverflowError):
        said = _CALLED.get(kind, Bilingual("of another kind", "其他类型"))
        raise _refused(name, "type", f"must be {said.en}", f"应为{said.zh}") from None


def _integer(text: str) -> int:
    number = int(text[:20])
    if not (text.isascii() and abs(number) <= _FURTHEST):
        raise ValueError
    return number


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _truth(text: str) -> bool:
    return {"true": True, "false": False}[text] if text in ("true", "false") else _none()


def _none() -> bool:
    raise ValueError


def _time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError
    return at.astimezone(UTC)


_READERS: Mapping[Any, Callable[[str], Any]] = {
    int: _integer,
    float: _number,
    bool: _truth,
    datetime: _time,
}
_CALLED = {
    int: Bilingual("a whole number", "整数"),
    float: Bilingual("a number", "数字"),
    bool: Bilingual("true or false", " true 或 false"),
    datetime: Bilingual("a time like 2026-03-01T09:30:00Z", "形如 2026-03-01T09:30:00Z 的时间"),
}


def _unknown(name: str) -> Problem:
    return _refused(name, "unknown", "there is no such parameter", "没有这个参数")


def _choice(parameter: str, given: str, known: Sequence[str]) -> Problem:
    options = ", ".join(known)
    return _refused(
        parameter, "choice", f"{given!r} is none of {options}", f"{given!r} 不在可选值中：{options}"
    )


def _refused(parameter: str, code: str, en: str, zh: str) -> Problem:
    message = Bilingual(en, zh)
    detail = Bilingual(f"{parameter}: {en}", f"{parameter}：{zh}")
    return Problem("invalid", detail, errors=[Wrong(code, message, parameter=parameter)])
