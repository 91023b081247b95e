"""Masks as SQL, giving what `core.governance.mask` gives."""

from typing import Any

from sqlalchemy import ColumnElement, String, Text, case, cast, func, literal, null

from revrise.core.governance.mask import SHOWN

_LONG = 8


def mask(kind: str, column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The part of a text that the mask shows; NULL for NULL and for what is no text."""
    if not isinstance(column.type, String | Text):
        return cast(null(), column.type)
    present = literal(SHOWN, String())
    if kind == "initial":
        shown: ColumnElement[Any] = func.substr(column, 1, 1).concat(present)
    elif kind == "last4":
        end = present.concat(func.substr(column, func.length(column) - 3))
        shown = case((func.length(column) > _LONG, end), else_=present)
    else:
        shown = present
    return case((column.is_not(None), shown))
