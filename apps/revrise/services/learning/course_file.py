"""A course from a file: TOML or JSON, with the names that the API uses too."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from revrise.core.errors import Invalid
from revrise.core.learning.course import Lesson, Question
from revrise.services.learning.authoring import CourseText

T = TypeVar("T")
_PLAIN: Mapping[Any, Any] = {str: str, int: int, float: (int, float)}


def read(name: str, text: str) -> CourseText:
    """The course in a file of this name. Raises Invalid saying what is wrong and where."""
    try:
        found = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
    except ValueError as error:  # both kinds of file say it so
        raise Invalid(f"it cannot be read: {error}", culprit=name) from None
    table = _table(found, name)
    lessons = tuple(_made(Lesson, one, "lessons") for one in _list(table, "lessons"))
    quiz = tuple(_made(Question, one, "quiz") for one in _list(table, "quiz"))
    return _made(CourseText, {**table, "lessons": lessons, "quiz": quiz}, name)


def _made(kind: type[T], found: Any, culprit: str) -> T:
    """One thing of this kind, each of its fields of the type it should have."""
    table, types = _table(found, culprit), get_type_hints(kind)
    unknown = sorted(set(table) - set(types))
    if unknown:
        known = ", ".join(types)
        raise Invalid(f"there is no {unknown[0]}", culprit=culprit, remedy=f"use {known}")
    values = {name: _value(types[name], value, name) for name, value in table.items()}
    try:
        return kind(**values)
    except TypeError as error:  # a field that has to be there is not
        said = str(error).partition("missing ")[2] or str(error)
        raise Invalid(f"missing: {said}", culprit=culprit) from None


def _value(kind: Any, value: Any, name: str) -> Any:
    """The value as its field takes it; None where that may be left out."""
    options = [one for one in get_args(kind) if one is not type(None)]
    if value is None and len(options) < len(get_args(kind)):
        return None
    if get_origin(kind) is tuple:
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise Invalid("must be a list", culprit=name)
        plain = options[0] is str
        return tuple(_value(str, one, name) if plain else one for one in value)
    if get_origin(kind) is Mapping:
        return {key: _value(str, one, name) for key, one in _table(value, name).items()}
    plain_kind = options[0] if options else kind
    if isinstance(value, bool) or not isinstance(value, _PLAIN[plain_kind]):
        raise Invalid(f"must be {plain_kind.__name__}, not {value!r}", culprit=name)
    return value


def _table(found: Any, culprit: str) -> Mapping[str, Any]:
    if not isinstance(found, Mapping):
        raise Invalid("must be a table of names and values", culprit=culprit)
    return found


def _list(table: Mapping[str, Any], name: str) -> Sequence[Any]:
    found = table.get(name, ())
    if isinstance(found, str | Mapping) or not isinstance(found, Sequence):
        raise Invalid("must be a list", culprit=name)
    return found
