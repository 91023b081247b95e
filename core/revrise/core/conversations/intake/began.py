"""When a call can have begun."""

from datetime import UTC, datetime, timedelta

from revrise.core.errors import Invalid

# Telephony keeps nothing older.
FIRST = datetime(1980, 1, 1, tzinfo=UTC)
AHEAD = timedelta(days=1)
"""What a clock or a time zone may be wrong by."""


def began(at: datetime, now: datetime, field: str) -> datetime:
    """The moment itself. Raises Invalid, naming the field, for one at which no call began."""
    if at < FIRST:
        problem = f"no call began in the year {at.year}"
        raise Invalid(problem, culprit=field, remedy=f"give a time from {FIRST.year} on")
    if at > now + AHEAD:
        remedy = "give the time at which it began"
        raise Invalid("a call cannot begin in the future", culprit=field, remedy=remedy)
    return at
