"""What stands in a cell of a file."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

# What makes a spreadsheet take a text for a formula; full-width forms are taken for the same.
_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# What a spreadsheet or an import may take off the front before it looks.
_UNSEEN = " \u00a0\u3000\ufeff\u200b\u200c\u200d\u2060\0"


def harmless(text: str) -> str:
    """The text, marked with an apostrophe where a spreadsheet would run it."""
    runs = text.startswith(_FORMULA) or text.lstrip(_UNSEEN).startswith(_FORMULA)
    return f"'{text}" if runs else text


def for_people(value: Any) -> Any:
    """A number as it is, anything else as a text no spreadsheet runs."""
    if value is None:
        return ""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    return harmless(text(value))


def for_machines(value: Any) -> Any:
    """Exactly what is stored: nothing is put before it."""
    return "" if value is None else text(value)


def text(value: Any) -> str:
    """A value in words: moments in UTC by ISO 8601, several separated, structures as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, list | tuple | set | frozenset) and all(isinstance(v, str) for v in value):
        return "; ".join(sorted(value) if isinstance(value, set | frozenset) else value)
    if isinstance(value, Mapping | list | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)
