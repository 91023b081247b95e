"""Half-open intervals of UTC time: [start, end)."""

from datetime import UTC, datetime

from attrs import field, frozen
from attrs.converters import optional

from revrise.core.errors import Invalid


def utc(moment: datetime) -> datetime:
    """The same moment in UTC. Raises Invalid for one without a zone."""
    if moment.tzinfo is None:
        raise Invalid(f"{moment} has no time zone", remedy="give one; RevRise keeps UTC")
    return moment.astimezone(UTC)


@frozen
class Period:
    """[start, end) in UTC; either end may be open (None).

    Raises Invalid for an end without a zone, or a period that holds no moment.
    """

    start: datetime | None = field(default=None, converter=optional(utc))
    end: datetime | None = field(default=None, converter=optional(utc))

    def __attrs_post_init__(self) -> None:
        if self.start and self.end and self.start >= self.end:
            raise Invalid(f"the period ends ({self.end}) before it starts ({self.start})")

    def __contains__(self, moment: datetime) -> bool:
        return (self.start is None or self.start <= moment) and (
            self.end is None or moment < self.end
        )

    @classmethod
    def quarter(cls, year: int, quarter: int) -> "Period":
        """The calendar quarter 1–4 of a year. Raises Invalid for another number."""
        if quarter not in range(1, 5):
            raise Invalid(f"there is no quarter {quarter}", culprit="quarter", remedy="1 to 4")
        start = datetime(year, 3 * quarter - 2, 1, tzinfo=UTC)
        following = datetime(year + quarter // 4, 3 * quarter % 12 + 1, 1, tzinfo=UTC)
        return cls(start, following)
