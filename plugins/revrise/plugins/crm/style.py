"""How cells are written: decimal point, time zone, date patterns, currency, encoding."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from attrs import frozen

from revrise.plugins.crm.section import Section

STYLE_KEYS = ("encoding", "delimiter", "decimal", "timezone", "date_format", "currency")
_CURRENCY = re.compile(r"[A-Z]{3}")


@frozen
class Style:
    """The choices of a mapping or one of its tables; empty text means: find out, or none."""

    point: str = "."
    zone: str = "UTC"
    dates: tuple[str, ...] = ()
    currency: str = ""
    encoding: str = ""
    delimiter: str = ""


def style(section: Section, base: Style) -> Style:
    """The style a table states, `base` where it is silent. Raises Misconfigured."""
    made = Style(
        point=section.text("decimal", base.point),
        zone=section.text("timezone", base.zone),
        dates=section.texts("date_format", base.dates),
        currency=section.text("currency", base.currency),
        encoding=section.text("encoding", base.encoding),
        delimiter=section.text("delimiter", base.delimiter),
    )
    if made.point not in {".", ","}:
        raise section.wrong("decimal", "must be '.' or ','")
    if made.currency and not _CURRENCY.fullmatch(made.currency):
        raise section.wrong("currency", f"{made.currency!r} is not an ISO 4217 code")
    if len(made.delimiter) > 1 or made.delimiter in {'"', "\n", "\r", "\0"}:
        raise section.wrong("delimiter", "must be one character, and no quote or line end")
    _check_names(section, made)
    return made


def _check_names(section: Section, made: Style) -> None:
    try:
        ZoneInfo(made.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise section.wrong("timezone", f"no time zone {made.zone!r}") from None
    try:
        "".encode(made.encoding or "utf-8")
    except (LookupError, ValueError):
        raise section.wrong("encoding", f"no encoding {made.encoding!r}") from None
