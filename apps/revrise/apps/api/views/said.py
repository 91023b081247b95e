"""Lines of calls that were searched for."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Id, View


class SaidQuery(Command):
    """Which lines of which calls."""

    q: Annotated[
        str,
        Meta(
            max_length=200,
            description='Words, "a phrase", -without; all have to be said in one line.',
            examples=["price -list"],
        ),
    ] = ""
    side: Annotated[str, Meta(pattern="^(seller|buyer)$")] | None = None
    question: Annotated[bool, Meta(description="Only lines that ask something.")] = False
    objection: (
        Annotated[
            str,
            Meta(max_length=40, description="Its category, or any.", examples=["price"]),
        ]
        | None
    ) = None
    rep_id: Id | None = None
    team_id: Id | None = None
    account_id: Id | None = None
    deal_id: Id | None = None
    language: Annotated[str, Meta(max_length=20)] | None = None
    since: datetime | None = None
    until: Annotated[datetime | None, Meta(description="Before this moment.")] = None
    after: Annotated[str, Meta(pattern="^[0-9]{1,19}$", description="Of a page.")] | None = None
    limit: Annotated[int, Meta(ge=1, le=50)] = 20


class SaidPart(View):
    """A part of a line: `found` where it was searched for."""

    text: str
    found: bool


class SaidLine(View):
    """A line that was found, in whose call, when in it."""

    call_id: str
    title: str
    rep: str
    started_at: datetime
    language: str
    line: Annotated[int, Meta(description="Its index in the transcript.")]
    start_ms: int | None
    side: str
    parts: Annotated[list[SaidPart], Meta(description="An excerpt of the line.")]
    cut_before: bool
    cut_after: bool
    url: Annotated[str, Meta(description="The call page at this line.")]


class SaidLines(View):
    """Lines, the newest call first; `after` for the next page, or null."""

    items: list[SaidLine]
    after: str | None
