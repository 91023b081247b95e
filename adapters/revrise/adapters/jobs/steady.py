"""A clock for waiting: it starts with the wall clock and then runs on by itself."""

from datetime import datetime, timedelta
from time import monotonic

from revrise.ports.clock import Clock


class SteadyClock:
    """The port `Clock`. A wall clock that is set meanwhile makes nobody wait longer or less."""

    def __init__(self, clock: Clock) -> None:
        self._start, self._at = clock.now(), monotonic()

    def now(self) -> datetime:
        """The moment this process believes in."""
        return self._start + timedelta(seconds=monotonic() - self._at)
