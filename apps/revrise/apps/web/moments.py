"""Days and times that somebody typed, where they are."""

from datetime import UTC, date, datetime, time, tzinfo


def moment(text: str, zone: tzinfo) -> datetime | None:
    """The moment of a day and time in the zone, None for what is none.

    Neither is what lies before the year 1 or after the year 9999 once it is put in UTC.
    """
    try:
        return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def end_of(text: str, zone: tzinfo) -> datetime | None:
    """The last minute of a day in the zone, None for what is no day."""
    try:
        return datetime.combine(date.fromisoformat(text), time(23, 59), zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def there(value: datetime, zone: tzinfo) -> datetime:
    """The moment in the zone, and in UTC at the ends of the calendar, where the zone has none."""
    try:
        return value.astimezone(zone)
    except OverflowError:
        return value.astimezone(UTC)
