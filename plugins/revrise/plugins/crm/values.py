"""What a cell means: text, whole and decimal numbers, times, lists; None when it is empty."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Any

from revrise.core.errors import Invalid
from revrise.ports.crm import DECIMAL, TEXTS, TIME, WHOLE

Parse = Callable[[str], Any]
MISSING = "is empty but required"

_REMEMBERED = 65_536  # cells
_SHORT = 64  # characters; longer cells hardly repeat
_SHOWN = 40
_SAFE = 15  # digits
_LARGEST = Decimal(10) ** 15
_YEARS = range(1900, 2101)
_MARK = r"(?:US\$|CN¥|HK\$|[$€£¥]|[A-Z]{3})"
_LEADING_MARK = re.compile(rf"^([+-]?){_MARK}\s*")
_TRAILING_MARK = re.compile(rf"\s*(?:{_MARK}|元)$")
_NUMBER = re.compile(
    r"[+-]?(?=\.?\d)(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d{1,18})?(?:\.\d{0,18})?(?:[eE][+-]?\d{1,2})?"
)
_TENS = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_GAPS = re.compile(r"(?<=\d)[\s'’](?=\d)")
_CHINESE_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日?")
_SLASHED_DAY = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?!\d)")
_LONE_HOUR = re.compile(r"(?<=[ T])(\d)(?=:)")


class Memo(dict[str, Any]):
    """Parsed cells by their text; forgets everything when full, so memory stays bounded."""

    def __init__(self, parse: Parse) -> None:
        super().__init__()
        self._parse = parse

    def __missing__(self, cell: str) -> Any:
        value = self._parse(cell)
        if len(cell) <= _SHORT:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[cell] = value
        return value


def text(cell: str) -> str | None:
    """The text without blanks around it, else verbatim (formulas too)."""
    return cell.strip() or None


def texts(cell: str) -> tuple[str, ...]:
    """The parts between `;`, `|` or `,`."""
    return tuple(part for raw in re.split(r"[;|,；，、]", cell) if (part := raw.strip()))


def decimal(cell: str, point: str = ".") -> Decimal | None:
    """An exact number: thousands groups, currency marks, (negative), 万 and 亿 understood.

    Raises Invalid on anything else, and at 10^15 or more.
    """
    if cell.isascii() and cell.isdigit() and len(cell) <= _SAFE:
        return Decimal(cell)
    plain = unicodedata.normalize("NFKC", cell).strip()
    if not plain:
        return None
    negative = plain.startswith("(") and plain.endswith(")")
    plain = _LEADING_MARK.sub(r"\1", plain[1:-1] if negative else plain)
    plain = _TRAILING_MARK.sub("", plain)
    factor = _TENS.get(plain[-1:], Decimal(1))
    digits = _GAPS.sub("", plain.rstrip("万亿") if factor > 1 else plain)
    digits = digits.translate({44: ".", 46: ","}) if point == "," else digits
    if not digits or not _NUMBER.fullmatch(digits):
        raise Invalid(f"{shown(cell)} is not a number")
    value = Decimal(digits.replace(",", "")) * factor
    if value.copy_abs() >= _LARGEST:
        raise Invalid(f"{shown(cell)} is too large: the limit is 10^15")
    return value.copy_negate() if negative else value


def whole(cell: str, point: str = ".") -> int | None:
    """A whole number; `17850.0` counts as one. Raises Invalid otherwise."""
    value = decimal(cell, point)
    if value is not None and value != value.to_integral_value():
        raise Invalid(f"{shown(cell)} is not a whole number")
    return None if value is None else int(value)


def time(cell: str, formats: Iterable[str], zone: tzinfo) -> datetime | None:
    """A moment in UTC; one without a zone is in `zone`, one without hours is midnight there.

    `formats` are strptime patterns tried in order; without any, ISO 8601 and year-first dates
    (2024/3/5, 2024年3月5日). Raises Invalid when none fits or the year is not in 1900–2100.
    """
    plain = cell.strip()
    if not plain:
        return None
    patterns = tuple(formats)
    for moment in _moments(plain, patterns):
        if moment.year not in _YEARS:
            raise Invalid(f"{shown(cell)}: the year is not in {_YEARS[0]}–{_YEARS[-1]}")
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    like = " or ".join(patterns) or "an ISO 8601 date; set date_format"
    raise Invalid(f"{shown(cell)} is not a date like {like}")


def _moments(plain: str, patterns: tuple[str, ...]) -> Iterable[datetime]:
    for pattern in patterns:
        try:
            yield datetime.strptime(plain, pattern)  # noqa: DTZ007 - the caller sets the zone
        except ValueError:
            continue
    if not patterns:
        try:
            yield datetime.fromisoformat(_year_first(plain))
        except ValueError:
            return


def _year_first(plain: str) -> str:
    day = _CHINESE_DAY.sub(r"\1-\2-\3", plain)
    iso = _SLASHED_DAY.sub(lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}", day)
    return _LONE_HOUR.sub(r"0\1", iso)


def shown(cell: str) -> str:
    """A cell for a message: quoted, cut short."""
    return repr(cell if len(cell) <= _SHOWN else f"{cell[:_SHOWN]}…")


def parser(
    type_: str, *, formats: tuple[str, ...], zone: tzinfo, point: str, scale: Decimal | None
) -> Parse:
    """The parser of a canonical type; a type that is a kind is a reference, hence text."""
    if type_ == TIME:
        return lambda cell: time(cell, formats, zone)
    if type_ == WHOLE:
        return lambda cell: whole(cell, point)
    if type_ == DECIMAL:
        return lambda cell: scaled(decimal(cell, point), scale)
    return texts if type_ == TEXTS else text


def scaled(value: Decimal | None, scale: Decimal | None) -> Decimal | None:
    """The number in units of one, when the source counts in `scale`."""
    return value if value is None or scale is None else value * scale


def replaced(parse: Parse, values: Mapping[str, str]) -> Parse:
    """The parser behind a table of replacements; what the table does not list passes through."""
    return lambda cell: parse(values.get(cell.strip(), cell))


def required(parse: Parse) -> Parse:
    """The parser that raises Invalid instead of returning nothing."""

    def present(cell: str) -> Any:
        value = parse(cell)
        if value is None or value == ():
            raise Invalid(MISSING)
        return value

    return present
