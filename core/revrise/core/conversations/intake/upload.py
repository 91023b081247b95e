"""What somebody uploaded, kept for as long as quotas count it."""

from datetime import datetime, timedelta

from attrs import frozen

from revrise.core.errors import Refused

DAY = timedelta(days=1)


@frozen
class Upload:
    """`size` is in bytes."""

    id: str
    person_id: str
    at: datetime
    size: int
    version: int = 1


@frozen
class Quota:
    """How many bytes may come in a day, from one person and from everybody; 0: any number."""

    person: int = 0
    everybody: int = 0

    def check(self, by_person: int, by_everybody: int, size: int) -> None:
        """Raises Refused where `size` bytes more would be too many."""
        if self.person and by_person + size > self.person:
            raise _full("you uploaded", self.person)
        if self.everybody and by_everybody + size > self.everybody:
            raise _full("your organisation uploaded", self.everybody)


def _full(who: str, most: int) -> Refused:
    return Refused(
        f"{who} what fits in a day: {most / (1 << 20):,.0f} MB",
        culprit="quota",
        remedy="go on tomorrow, or ask an administrator for more room",
    )
