"""Clips as the API shows and takes them."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Version, View

At = Annotated[int, Meta(ge=0, le=86_400_000, examples=[9_000])]
Title = Annotated[
    str, Meta(min_length=1, max_length=120, pattern=r"\S", examples=["Asks before answering"])
]
Note = Annotated[str, Meta(max_length=2_000, examples=["Listen to the pause."])]
Shared = Annotated[
    str,
    Meta(
        pattern="^(call|team)$",
        description="Who is offered it: who may see the call, or the team of its rep too.",
        examples=["call"],
    ),
]


class Clip(View):
    """A stretch of a call, by its times."""

    id: str
    version: Version
    call_id: str | None = None
    owner_id: Annotated[str | None, Meta(description="The rep of the call.")] = None
    team_id: str | None = None
    author_id: Annotated[str | None, Meta(description="Who cut it.")] = None
    at: datetime | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    title: str | None = None
    note: str | None = None
    shared: str | None = None


class NewClip(Command):
    """A clip to cut."""

    start_ms: At
    end_ms: Annotated[int, Meta(ge=0, le=86_400_000, examples=[21_000])]
    title: Title
    note: Note | None = None
    shared: Shared = "call"


class ChangedClip(Command):
    """What to change of a clip; what is left out stays."""

    title: Title | None = None
    note: Note | None = None
    shared: Shared | None = None


class ClipLine(View):
    """A line of a clip."""

    index: Annotated[int, Meta(description="Its place in the call, from 0.")]
    side: str
    text: str
    start_ms: int
    end_ms: int


class ClipWords(View):
    """What is said in a clip, as far as it may be read now."""

    clip_id: str
    allowed: bool
    because: str
    lines: list[ClipLine]
