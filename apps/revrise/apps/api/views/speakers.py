"""Who speaks in a call, and what was put right of it."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.calls import Ref
from revrise.apps.api.views.common import Command, Line, Version, View


class SpeakerNow(View):
    """A speaker of a call as listed now."""

    ref: str
    side: Annotated[str, Meta(description="seller, buyer or unknown.")]
    name: str | None
    lines: Annotated[int, Meta(description="How many lines are theirs.")]


class SpeakerCorrection(View):
    """What somebody put right: a speaker, or who said one line."""

    number: int
    by: str
    at: datetime
    line: Annotated[int | None, Meta(description="Null where the whole speaker changed.")]
    before: str
    after: str
    undone_by: str | None


class Speakers(View):
    """Who speaks in a call, and what was put right of it."""

    call_id: str
    version: Annotated[int, Meta(description="Of the words; name it to be sure of what you saw.")]
    speakers: list[SpeakerNow]
    corrections: list[SpeakerCorrection]


class CorrectedSpeaker(Command):
    """A whole speaker on another side, under another name."""

    speaker: Ref
    side: Annotated[str, Meta(pattern="^(seller|buyer|unknown)$", examples=["seller"])]
    name: Line | None = None
    version: Version | None = None


class CorrectedLine(Command):
    """A line as said by another speaker."""

    line: Annotated[int, Meta(ge=0, le=100_000, description="Its index.")]
    speaker: Ref
    version: Version | None = None


class UndoneCorrection(Command):
    """The correction to take back."""

    number: Annotated[int, Meta(ge=1, le=100_000)]
    version: Version | None = None
