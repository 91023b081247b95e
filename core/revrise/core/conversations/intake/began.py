"""When a call can have begun."""

from datetime import UTC, datetime

from revrise.core.errors import Invalid

# Telephony keeps nothing older, and no clock is that far ahead: beyond, dates cannot be reckoned.
FIRST, LAST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


def began(at: datetime) -> datetime:
    """The moment itself. Raises Invalid for one at which no call began."""
    if not FIRST <= at < LAST:
        raise Invalid(
            f"no call began in the year {at.year}",
            culprit="started_at",
            remedy=f"give a time from {FIRST.year} on, before {LAST.year}",
        )
    return at
