"""What a cell says: a number, a truth, a moment; in the spellings people use."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

_MISSING = frozenset({"", "-", "--", "na", "n/a", "nan", "null", "none", "#n/a", "无", "空"})
_YES = frozenset({"1", "1.0", "true", "t", "yes", "y", "won", "converted", "是", "赢单", "成交"})
_NO = frozenset({"0", "0.0", "false", "f", "no", "n", "lost", "否", "输单", "未成交"})
_CURRENCY = "$€£¥￥"
_CHINESE_DATE = str.maketrans({"年": "-", "月": "-", "日": " ", "/": "-"})
_DAYS, _SECONDS, _MILLISECONDS = 1e6, 1e8, 1e11
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SHORT_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]+(.*))?")


def missing(text: str) -> bool:
    """Whether a cell says nothing."""
    return text.strip().lower() in _MISSING


def decimal(text: str) -> Decimal | None:
    """The exact number of a cell (1,234.5; 12%; ¥30; （5）is not one), None when it is none."""
    plain = text.strip().strip(_CURRENCY).replace(",", "").replace("，", "")
    percent = plain.endswith(("%", "％"))
    try:
        number = Decimal(plain.rstrip("%％"))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return number / 100 if percent else number


def truth(text: str) -> bool | None:
    """Yes or no, None when it is neither."""
    word = text.strip().lower()
    return True if word in _YES else False if word in _NO else None


def moment(text: str) -> datetime | None:
    """The moment of a cell in UTC, None when it is none.

    ISO 8601, 2026/1/5, 2026年1月5日, Unix seconds or milliseconds; a number below a million is
    days. A moment without a zone is taken as UTC.
    """
    plain = text.strip()
    try:
        counted = plain.replace(".", "", 1).isdecimal() and not _compact(plain)
        found = _counted(float(plain)) if counted else _iso(plain)
        zone = found.tzinfo
        return found.replace(tzinfo=UTC) if zone is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _compact(plain: str) -> bool:
    return len(plain) == len("20260105") and plain[:2] in {"19", "20"}


def _iso(plain: str) -> datetime:
    try:
        return datetime.fromisoformat(plain)
    except ValueError:
        found = _SHORT_DATE.fullmatch(plain.translate(_CHINESE_DATE).strip())
        if not found:
            raise
        year, month, day, clock = found.groups()
        return datetime.fromisoformat(f"{year}-{month:0>2}-{day:0>2}T{(clock or '00').strip():0>2}")


def _counted(number: float) -> datetime:
    if number < _DAYS:
        return _EPOCH + timedelta(days=number)
    if number < _SECONDS:
        raise ValueError
    return _EPOCH + timedelta(seconds=number if number < _MILLISECONDS else number / 1000)
