"""A next step that its person put off or did: away until its time, a new cause, or their word."""

from datetime import datetime, time, timedelta, tzinfo

from attrs import frozen

from revrise.core.errors import Invalid
from revrise.core.ids import derived

DONE, SNOOZED, OPEN = "done", "snoozed", "open"
STATES = (DONE, SNOOZED, OPEN)
UNTIL = ("tomorrow", "next_week")
_DAYS_A_WEEK = 7


@frozen
class StepMark:
    """`step` is the id of the step, `cause` what made it one. `until` is when a snooze ends."""

    id: str
    person_id: str
    step: str
    cause: str
    state: str
    at: datetime
    until: datetime | None = None
    version: int = 1

    def hides(self, cause: str, now: datetime) -> bool:
        """Whether the step stays away: not when it has a new cause, nor when its time has come."""
        if cause != self.cause or self.state == OPEN:
            return False
        return self.state == DONE or (self.until is not None and now < self.until)


def step_id(person_id: str, kind: str, href: str) -> str:
    """The same id for the same person, kind of step and thing."""
    return derived("step", person_id, kind, href)


def mark_id(step: str) -> str:
    """A step has one mark."""
    return derived("mark", step)


def snoozed_until(choice: str, now: datetime, zone: tzinfo) -> datetime:
    """The first moment of tomorrow or of next Monday where the person is. Raises Invalid."""
    if choice not in UNTIL:
        raise Invalid(f"no such time {choice!r}", culprit="until", remedy=f"one of {UNTIL}")
    today = now.astimezone(zone).date()
    days = 1 if choice == "tomorrow" else _DAYS_A_WEEK - today.weekday()
    return datetime.combine(today + timedelta(days=days), time(), zone).astimezone(now.tzinfo)
