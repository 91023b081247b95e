"""Enablement contacts with a deal, and the journeys they make up."""

from collections.abc import Iterable
from datetime import datetime
from operator import attrgetter

from attrs import field, frozen

from revrise.core.errors import Invalid

_IN_TIME = attrgetter("at", "channel")


@frozen
class Touch:
    """One contact: a channel (a playbook shown, a course taken, a coached call …) and a time."""

    journey: str
    channel: str
    at: datetime


def _in_time(touches: Iterable[Touch]) -> tuple[Touch, ...]:
    return tuple(sorted(touches, key=_IN_TIME))


@frozen
class Journey:
    """All contacts of one deal, in time order; contacts of one moment in order of channel.

    `value` is in integer minor units and counts only when `converted`. Raises Invalid for a
    journey without contacts: nobody could be given its credit.
    """

    id: str
    touches: tuple[Touch, ...] = field(converter=_in_time)
    converted: bool
    value: int | None = None

    def __attrs_post_init__(self) -> None:
        if not self.touches:
            raise Invalid("the journey has no touches", culprit=self.id)

    @property
    def channels(self) -> tuple[str, ...]:
        """Channels in time order, repeats kept."""
        return tuple([touch.channel for touch in self.touches])
