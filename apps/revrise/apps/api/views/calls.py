"""Calls, their words and consents."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Free, Id, Line, Time, Version, View
from revrise.core.conversations.title import LONGEST
from revrise.services.calls.reading import DELAY_MS

MOST_LINES = 20_000
CONSENTS = "^(all-party|seller-only|none)$"
Ref = Annotated[str, Meta(min_length=1, max_length=80)]


class Call(View):
    """A recorded conversation of a rep, perhaps about a deal."""

    id: str
    version: Version
    title: Annotated[str | None, Meta(examples=["Discovery with the IT lead"])] = None
    owner_id: Annotated[str | None, Meta(description="The rep.")] = None
    team_id: str | None = None
    deal_id: str | None = None
    account_id: str | None = None
    started_at: datetime | None = None
    duration_ms: int | None = None
    language: str | None = None
    state: Annotated[
        str | None,
        Meta(
            description="added, received, transcribing, analysing, analysed, blocked or failed.",
            examples=["analysed"],
        ),
    ] = None
    blocked_reason: str | None = None
    remedy: Annotated[
        str | None, Meta(description="What to do when it failed, or what it waits for.")
    ] = None
    sealed_until: Annotated[
        datetime | None,
        Meta(description="Blocked: its file waits so long for consent, read by nobody."),
    ] = None
    media_sha256: Annotated[
        str | None, Meta(description="Set where there is a recording to play.")
    ] = None
    source: Annotated[str | None, Meta(description="The name of its file.")] = None
    reviewed: Annotated[bool | None, Meta(description="Whether a coach scored it.")] = None
    talk_share: Annotated[float | None, Meta(description="The rep's, 0 to 1.")] = None
    longest_monologue: Annotated[float | None, Meta(description="In milliseconds.")] = None
    questions_per_hour: float | None = None
    objections: Annotated[
        str | None, Meta(description="Categories heard, a space between.", examples=["price need"])
    ] = None
    questions_by: Annotated[
        str | None,
        Meta(
            description="The definition of questions_per_hour, with the detectors of plugins it"
            " rests on: only values of one can be compared.",
            examples=["questions_per_hour/A@1"],
        ),
    ] = None
    objections_by: Annotated[
        str | None,
        Meta(
            description="The same of the objections.",
            examples=["objection_handling/A@1+my-objections@2"],
        ),
    ] = None
    participants: Annotated[
        list[str] | None, Meta(description="Who spoke; only for a single call.")
    ] = None
    metrics: Annotated[
        Free | None, Meta(description="Metrics by name; only for a single call.")
    ] = None


class Utterance(View):
    """What somebody said."""

    index: int
    speaker: str
    side: Annotated[str, Meta(description="seller, buyer or unknown.")]
    start_ms: int | None
    end_ms: int | None
    text: str


class Words(View):
    """What was said, as far as everybody agreed that it may be coached on."""

    call_id: str
    allowed: bool
    because: Annotated[str, Meta(examples=["every participant agreed"])]
    utterances: list[Utterance] | None
    after: Annotated[int | None, Meta(description="For the lines that follow; null at the end.")]


class WordsQuery(Command):
    """Which lines; without anything all of a call of usual length."""

    after: Annotated[int, Meta(ge=0, description="Of the answer before.")] | None = None
    limit: Annotated[int, Meta(ge=1, le=MOST_LINES)] = MOST_LINES


class Spoken(Command):
    """An utterance of a transcript."""

    speaker: Annotated[Ref, Meta(description="The ref of one of the speakers.")]
    text: Annotated[str, Meta(min_length=1, max_length=10_000)]
    start_ms: Annotated[int, Meta(ge=0, le=86_400_000)] | None = None
    end_ms: Annotated[int, Meta(ge=0, le=86_400_000)] | None = None


class Participant(Command):
    """Somebody who spoke."""

    ref: Ref
    side: Annotated[str, Meta(pattern="^(seller|buyer|unknown)$", examples=["seller"])] = "unknown"
    name: Line | None = None


class NewCall(Command):
    """A call with its transcript. Nothing of it is analysed unless `consent` allows it."""

    title: Annotated[Line, Meta(examples=["Discovery with the IT lead"])]
    rep_id: Annotated[Id, Meta(description="Whose call it is.")]
    at: Annotated[Time, Meta(description="When it began.")]
    language: Annotated[str, Meta(pattern="^(en|zh)$", examples=["en"])]
    participants: Annotated[list[Participant], Meta(min_length=1, max_length=20)]
    utterances: Annotated[list[Spoken], Meta(min_length=1, max_length=MOST_LINES)]
    deal_id: Id | None = None
    consent: Annotated[
        str,
        Meta(
            pattern=CONSENTS,
            description="Who agreed before the call: all-party, seller-only or none.",
            examples=["all-party"],
        ),
    ] = "none"
    jurisdiction: Annotated[
        str, Meta(min_length=1, max_length=20, description="Where, e.g. US-NY or CN.")
    ] = "unknown"
    separately: Annotated[bool, Meta(description="They agreed to each purpose by itself.")] = False


class Renamed(Command):
    """Another title for a call."""

    title: Annotated[
        str,
        Meta(
            min_length=1, max_length=LONGEST, pattern=r"\S", examples=["Discovery with the IT lead"]
        ),
    ]


class NewCalls(Command):
    """Calls to add; each stands or falls alone."""

    items: Annotated[list[NewCall], Meta(min_length=1, max_length=100)]


NAME = 200
"""The longest of a file, in characters."""


class Upload(Command):
    """What an uploaded file is. Times are RFC 3339, with `+` written as `%2B`."""

    rep_id: Annotated[Id | None, Meta(description="Whose call it is; yours when left out.")] = None
    file_name: Annotated[
        Annotated[str, Meta(min_length=1, max_length=NAME)] | None,
        Meta(description="Its name, for the title and format; of a form that of its file."),
    ] = None
    consent: Annotated[
        str, Meta(pattern=CONSENTS, description="all-party, seller-only or none.")
    ] = "none"
    jurisdiction: Annotated[str, Meta(min_length=1, max_length=20)] = "unknown"
    deal_id: Id | None = None
    title: Line | None = None
    at: Annotated[Time | None, Meta(description="When it began; now when left out.")] = None
    seller: Annotated[
        Line | None, Meta(description="The seller's name or ref in the transcript.")
    ] = None
    seller_channel: Annotated[int, Meta(ge=0, le=7)] | None = None
    language: Annotated[str, Meta(pattern="^(en|zh)$")] | None = None
    separately: Annotated[bool, Meta(description="They agreed to each purpose by itself.")] = False
    channel_delay_ms: Annotated[
        Annotated[int, Meta(ge=-DELAY_MS, le=DELAY_MS)] | None,
        Meta(description="How much later the second channel began, in ms; negative: the first."),
    ] = None
    call_id: Annotated[
        Id | None, Meta(description="A call on record without its words, which takes the file.")
    ] = None


class Received(View):
    """An upload that was taken in."""

    call: str
    created: Annotated[bool, Meta(description="False: the same file was there already.")]
    state: str
    job: Annotated[str | None, Meta(description="The job that processes it.")] = None
    href: str | None = None
