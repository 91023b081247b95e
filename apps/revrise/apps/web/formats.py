"""Numbers, money and time as people of each language write them.

Unknown is a dash, never nought. Minus is −. In Chinese a space parts digits from characters.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from typing import Any

from revrise.apps.web.i18n import Words
from revrise.apps.web.moments import there
from revrise.core.bilingual import Language
from revrise.core.money import Money, exponent

DASH = "–"
_MINUS = "\N{MINUS SIGN}"
_NUMBERS: Mapping[Language, str] = {"en": "en", "zh": "zh_Hans_CN"}
_DATES: Mapping[Language, str] = {"en": "en_GB", "zh": "zh_Hans_CN"}
# How a day is written, by where: in a table, in a sentence, with its weekday, …
_PATTERNS: Mapping[str, Mapping[Language, str]] = {
    "table": {"en": "d MMM", "zh": "MM-dd"},
    "day": {"en": "d MMM", "zh": "M 月 d 日"},
    "weekday": {"en": "EEE d MMM", "zh": "M 月 d 日，EEE"},
    "long": {"en": "EEEE d MMMM", "zh": "M 月 d 日，EEEE"},
    "month": {"en": "MMMM y", "zh": "y 年 M 月"},
    "year": {"en": "d MMM y", "zh": "y 年 M 月 d 日"},
    "year table": {"en": "d MMM y", "zh": "y-MM-dd"},
    "year weekday": {"en": "EEE d MMM y", "zh": "y 年 M 月 d 日，EEE"},
    "year long": {"en": "EEEE d MMMM y", "zh": "y 年 M 月 d 日，EEEE"},
}
_DATED = {
    "table": "year table",
    "day": "year",
    "weekday": "year weekday",
    "long": "year long",
}
_KEPT = 4_096
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def number(value: Any, locale: Language, digits: int = 0) -> str:
    """`1,204`, or with a fixed number of decimals."""
    return DASH if value is None else _number(value or 0, locale, digits)


def signed(value: Any, locale: Language, digits: int = 0) -> str:
    """With its sign: `+60`, `−3`, `0`."""
    text = number(value, locale, digits)
    counts = any(one in "123456789" for one in text)
    return f"+{text}" if counts and value is not None and value > 0 else text


def percent(value: Any, locale: Language, digits: int = 0) -> str:
    """A share as per cent: 0.523 is `52%`."""
    return DASH if value is None else number(value * 100, locale, digits) + "%"


def money(value: Any, locale: Language, currency: str | None = None) -> str:
    """`$48,000`, with decimals only where there are some; of Money or minor units."""
    from babel.numbers import format_currency

    found = _money(value, currency)
    if found is None:
        return DASH
    whole = found.amount == found.amount.to_integral_value()
    pattern = "¤#,##0" if whole else "¤#,##0." + "0" * exponent(found.currency)
    text = format_currency(
        found.amount, found.currency, pattern, locale=_NUMBERS[locale], currency_digits=False
    )
    return _minus(text)


def compact(value: Any, locale: Language, currency: str | None = None) -> str:
    """`$412k`, `¥34.8万`; without a currency a plain number: `12.3M`, `1234.6万`."""
    from babel.numbers import format_compact_currency, format_compact_decimal

    if value is None:
        return DASH
    name = _NUMBERS[locale]
    if currency is None and not isinstance(value, Money):
        return _short(format_compact_decimal(value, locale=name, fraction_digits=1))
    found = _money(value, currency)
    assert found is not None
    amount = found.amount
    digits = 0 if locale == "en" and abs(amount) < 1_000_000 else 1  # noqa: PLR2004
    text = format_compact_currency(amount, found.currency, locale=name, fraction_digits=digits)
    return _short(text)


def day(
    value: date | None,
    locale: Language,
    form: str = "day",
    zone: tzinfo = UTC,
    now: datetime | None = None,
) -> str:
    """A date in one of the forms table, day, weekday, long, month, year.

    Of another year than `now` it is written with its year, where `now` is told.
    """
    if value is None:
        return DASH
    local = there(value, zone).date() if isinstance(value, datetime) else value
    other = now is not None and there(now, zone).year != local.year
    return _day(local, locale, _DATED.get(form, form) if other else form)


def clock(value: datetime | None, zone: tzinfo = UTC) -> str:
    """The time of day: `08:40`."""
    return DASH if value is None else there(value, zone).strftime("%H:%M")


def moment(
    value: datetime | None,
    locale: Language,
    form: str = "day",
    zone: tzinfo = UTC,
    now: datetime | None = None,
) -> str:
    """Day and time: `20 Nov 08:40`; the day as `day` writes it."""
    return DASH if value is None else f"{day(value, locale, form, zone, now)} {clock(value, zone)}"


def ago(value: datetime | None, now: datetime, locale: Language) -> str:
    """How long since: `2 h ago`, `yesterday`, or how long until: `in 3 days`."""
    if value is None:
        return DASH
    _ = Words(locale)
    seconds = (now - value).total_seconds()
    if seconds < 0:
        return _("in %(span)s", span=span(value - now, locale))
    if seconds < _MINUTE:
        return _("just now")
    return _("%(span)s ago", span=span(now - value, locale))


def span(value: timedelta, locale: Language) -> str:
    """A length of time in its largest unit: `3 min`, `2 h`, `4 days`."""
    _ = Words(locale)
    seconds = int(value.total_seconds())
    if seconds < _MINUTE:
        return _("under 1 min")
    if seconds < _HOUR:
        return _("%(num)s min", num=seconds // _MINUTE)
    if seconds < _DAY:
        return _("%(num)s h", num=seconds // _HOUR)
    return _.n("%(num)s day", "%(num)s days", seconds // _DAY)


def lasting(value: timedelta, locale: Language) -> str:
    """How long something takes, to the minute: `12 min`, `2 h 53 min`."""
    hours, minutes = divmod(round(value.total_seconds() / _MINUTE), _MINUTE)
    if not hours:
        return span(value if minutes == 0 else timedelta(minutes=minutes), locale)
    _ = Words(locale)
    said = [_("%(num)s h", num=hours), _("%(num)s min", num=minutes) if minutes else ""]
    return " ".join(filter(None, said))


def duration(milliseconds: int | None) -> str:
    """`14:36`, from an hour on `1:02:03`."""
    if milliseconds is None:
        return DASH
    minutes, seconds = divmod(milliseconds // 1_000, _MINUTE)
    hours, minutes = divmod(minutes, _MINUTE)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def initials(name: str) -> str:
    """Two letters of a Latin name, the last character of a Chinese one."""
    words = name.split()
    if not words:
        return "?"
    if not words[0][0].isascii():
        return words[-1][-1]
    return "".join(word[0] for word in (words[0], *words[1:][-1:])).upper()


@lru_cache(_KEPT)
def _number(value: Any, locale: Language, digits: int) -> str:
    """Remembered, because a page writes the same few numbers again and again."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return _minus(format_decimal(value, pattern, locale=_NUMBERS[locale]))


@lru_cache(_KEPT)
def _day(value: date, locale: Language, form: str) -> str:
    from babel.dates import format_date

    return str(format_date(value, _PATTERNS[form][locale], locale=_DATES[locale]))


def _money(value: Any, currency: str | None) -> Money | None:
    if value is None or isinstance(value, Money):
        return value
    if isinstance(value, Decimal):
        return Money.of(value, currency or "USD")
    return Money(int(value), currency or "USD")


def _short(text: str) -> str:
    return _minus(text.replace(".0万", "万").replace(".0亿", "亿").replace("K", "k"))


def _minus(text: str) -> str:
    """With the sign −, and none where nothing but noughts is left of a small number."""
    return text.replace("-", _MINUS if any(one in "123456789" for one in text) else "")
