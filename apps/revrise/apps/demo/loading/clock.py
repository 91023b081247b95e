"""A clock that stands still at the end of the company's history."""

from datetime import UTC, date, datetime, time

from attrs import frozen


@frozen
class StandingClock:
    """Implements `ports.clock.Clock`."""

    at: datetime

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.at


def evening(day: date) -> StandingClock:
    """The last minute of a day."""
    return StandingClock(datetime.combine(day, time(23, 59), UTC))
