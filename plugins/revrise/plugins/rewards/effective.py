"""The days on which a rule is in force, as settings give them."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from revrise.core.period import Period


def iso_day(_: Any, attribute: Any, value: str) -> None:
    """Validator: empty, or YYYY-MM-DD. Raises ValueError."""
    if value:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{attribute.name}: {value!r} is not a day YYYY-MM-DD") from None


def effective(first_day: str, last_day: str) -> Period:
    """From the start of the first day to the end of the last, in UTC; empty leaves it open."""
    start = _midnight(date.fromisoformat(first_day)) if first_day else None
    day_after = date.fromisoformat(last_day) + timedelta(days=1) if last_day else None
    return Period(start, _midnight(day_after) if day_after else None)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
