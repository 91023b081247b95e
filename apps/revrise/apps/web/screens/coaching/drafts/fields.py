"""Kinds of fields: a text, a number, lines, one of a few, some of a few."""

from collections.abc import Sequence
from typing import Any

from revrise.apps.web.i18n import marked
from revrise.apps.web.screens.coaching.drafts.sheet import FILE, Field, Place, Sheet
from revrise.core.conversations.condition_toml import SIDES
from revrise.core.errors import Invalid


def text(
    sheet: Sheet, at: Place, key: str, label: str, *, needed: bool = True, **more: Any
) -> Field:
    """A text; left empty it is asked for where it is needed, and goes where it is not."""

    def put(said: str) -> None:
        if said or needed:
            at.values[key] = " ".join(said.split("\n"))
        else:
            at.values.pop(key, None)

    return sheet.add(Field(at.field(key), label, _shown(at, key), put, **more), at.path(key))


def whole(sheet: Sheet, at: Place, key: str, label: str, **more: Any) -> Field:
    """A whole number; what is none stays as it was typed, for the parser to refuse."""

    def put(said: str) -> None:
        if said:
            at.values[key] = int(said) if said.isdecimal() else said
        else:
            at.values.pop(key, None)

    field = Field(at.field(key), label, _shown(at, key), put, "whole", **more)
    return sheet.add(field, at.path(key))


def lines(sheet: Sheet, at: Place, key: str, label: str, **more: Any) -> Field:
    """A list of texts, one a line."""

    def put(said: str) -> None:
        at.values[key] = split(said)

    shown = "\n".join(at.table.texts(key))
    return sheet.add(Field(at.field(key), label, shown, put, "lines", **more), at.path(key))


def choice(
    sheet: Sheet,
    at: Place,
    key: str,
    label: str,
    options: Sequence[tuple[str, str]],
    default: str = "",
    **more: Any,
) -> Field:
    """One of a few, in words for people; what else the text says is offered too, so it stays."""
    shown = _shown(at, key) or default

    def put(said: str) -> None:
        if said:
            at.values[key] = said
        else:
            at.values.pop(key, None)

    field = Field(at.field(key), label, shown, put, "choice", known(options, [shown]), **more)
    return sheet.add(field, at.path(key))


def picks(
    sheet: Sheet, at: Place, key: str, label: str, options: Sequence[tuple[str, str]], **more: Any
) -> Field:
    """Some of a few, in the order of the text and then of the options."""
    chosen = at.table.texts(key)

    def put(said: str) -> None:
        wanted = split(said)
        kept = [one for one in chosen if one in wanted]
        at.values[key] = [*kept, *(one for one in wanted if one not in kept)]

    shown, offered = "\n".join(chosen), known(options, chosen)
    field = Field(at.field(key), label, shown, put, "picks", offered, **more)
    return sheet.add(field, at.path(key))


def split(said: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in said.split("\n") if line.strip()]


def known(options: Sequence[tuple[str, str]], values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The options, and after them what is none of them."""
    names = [name for name, _ in options]
    return (*options, *((one, one) for one in values if one not in names))


def _shown(at: Place, key: str) -> str:
    value = at.values.get(key, "")
    if isinstance(value, dict | list):
        raise Invalid("must be a text", culprit=FILE + at.path(key))
    return str(value)


_SIDES = {"seller": marked("the seller"), "buyer": marked("the buyer")}


def sides(sheet: Sheet, *before: tuple[str, str]) -> list[tuple[str, str]]:
    """Who speaks, for people; a text may name others, who cannot be told apart in a form."""
    return sheet.options((*before, *((one, _SIDES[one]) for one in SIDES if one in _SIDES)))
