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
    """A day after its work: 21:00 in Shanghai, so that what is served after it is still today."""
    return StandingClock(datetime.combine(day, time(13), UTC))
