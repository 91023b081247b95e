"""A call that a coach passes over in their review queue, and why."""

from datetime import datetime
from typing import Final

from attrs import frozen

from revrise.core.errors import Invalid
from revrise.core.ids import derived

REASONS: Final = ("bad_recording", "no_conversation", "known", "language", "too_long", "other")
LONGEST: Final = 500


@frozen
class ReviewSkip:
    """It does not come back to this coach; to others it does. `owner_id` is the rep.

    `reason` is one of REASONS: the recording is bad, nobody talks about the business, the coach
    was there, does not speak the language, it is longer than is worth it, or as `note` says.
    """

    id: str
    call_id: str
    owner_id: str
    team_id: str | None
    coach_id: str
    at: datetime
    reason: str
    note: str = ""
    version: int = 1


def skip_id(call_id: str, coach_id: str) -> str:
    """The same id for the same call and coach."""
    return derived("skip", call_id, coach_id)


def told(reason: str, note: str) -> str:
    """The note, in order. Raises Invalid for a strange reason, and for `other` without a note."""
    said = note.strip()
    if reason not in REASONS:
        raise Invalid("no such reason", culprit="reason", remedy=f"one of {', '.join(REASONS)}")
    if reason == "other" and not said:
        raise Invalid("the reason is missing", culprit="note", remedy="say why in a few words")
    if len(said) > LONGEST:
        raise Invalid(f"more than {LONGEST} characters", culprit="note", remedy="say it shorter")
    return said
