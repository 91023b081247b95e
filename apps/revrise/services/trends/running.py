"""A team's metric as it runs: of each week the mean over that week and the three before.

A week alone has too few calls in most teams to tell a change from chance.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from revrise.core.coaching.change import Estimate, estimate
from revrise.core.conversations.metrics.spread import ENOUGH

SPAN = timedelta(weeks=4)
_WEEK = timedelta(weeks=1)


def running(
    calls: Iterable[tuple[datetime, float]], starts: Sequence[datetime]
) -> tuple[Estimate | None, ...]:
    """The mean with its 95 % interval at the end of each week; None with fewer than five calls."""
    known = list(calls)
    return tuple(_upto(known, start + _WEEK) for start in starts)


def _upto(calls: Sequence[tuple[datetime, float]], end: datetime) -> Estimate | None:
    values = [value for at, value in calls if end - SPAN <= at < end]
    return estimate(values) if len(values) >= ENOUGH else None
