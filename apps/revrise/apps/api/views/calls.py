"""Calls, their words, consents, comments, scores and disputes."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, field

from revrise.apps.api.views.common import Command, Free, Id, Line, Time, Version, View
from revrise.services.calls.reading import DELAY_MS

CONSENTS = "^(all-party|seller-only|none)$"
Level = Annotated[int, Meta(ge=1, le=5)]
Say = Annotated[
    str, Meta(min_length=1, max_length=4_000, pattern=r"\S", examples=["Ask for the budget."])
]
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
    utterances: Annotated[list[Spoken], Meta(min_length=1, max_length=20_000)]
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


class NewCalls(Command):
    """Calls to add; each stands or falls alone."""

    items: Annotated[list[NewCall], Meta(min_length=1, max_length=100)]


class Upload(Command):
    """What an uploaded file is. Times are RFC 3339, with `+` written as `%2B`."""

    rep_id: Annotated[Id | None, Meta(description="Whose call it is; yours when left out.")] = None
    file_name: Annotated[
        str, Meta(min_length=1, max_length=200, description="Its name, for the title and format.")
    ] = "upload"
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


class Comment(View):
    """A comment on a call, at a moment of it or on the whole."""

    id: str
    version: Version
    call_id: str | None = None
    owner_id: Annotated[str | None, Meta(description="The rep of the call.")] = None
    author_id: str | None = None
    at: datetime | None = None
    text: str | None = None
    at_ms: Annotated[int | None, Meta(description="The moment it is about.")] = None
    utterance: int | None = None
    parent_id: Annotated[str | None, Meta(description="The comment it answers.")] = None
    shared: Annotated[str | None, Meta(description="rep or coaches.")] = None
    mentions: Annotated[list[str] | None, Meta(description="Who was told of it by name.")] = None


class NewComment(Command):
    """A comment to make."""

    text: Say
    at_ms: Annotated[int, Meta(ge=0, le=86_400_000)] | None = None
    utterance: Annotated[int, Meta(ge=0, le=100_000)] | None = None
    parent_id: Id | None = None
    shared: Annotated[
        str, Meta(pattern="^(rep|coaches)$", description="Who reads it beside coaches.")
    ] = "rep"
    mentions: Annotated[
        tuple[Id, ...],
        Meta(max_length=20, description="Whom to tell, beside those the text names after an @."),
    ] = ()


class Reworded(Command):
    """Other words."""

    text: Say


class Assessment(View):
    """A scorecard of a call or role-play on one rubric."""

    id: str
    version: Version
    subject_id: Annotated[str | None, Meta(description="The call or role-play.")] = None
    person_id: str | None = None
    team_id: str | None = None
    at: datetime | None = None
    rubric: str | None = None
    score: Annotated[float | None, Meta(description="1 to 5; null where it cannot be told.")] = None
    scorecard: Annotated[
        Free | None, Meta(description="Criteria with evidence; only for a single one.")
    ] = None


class Observation(View):
    """One level of one competency of one person, seen at one place."""

    id: str
    version: Version
    person_id: str | None = None
    team_id: str | None = None
    competency_id: str | None = None
    level: Annotated[float | None, Meta(description="1 to 5.")] = None
    at: datetime | None = None
    subject_id: str | None = None
    assessment_id: str | None = None
    criterion: str | None = None
    because: str | None = None


class CoachScore(View):
    """A coach's own score, beside the machine's."""

    id: str
    version: Version
    assessment_id: str | None = None
    subject_id: str | None = None
    person_id: str | None = None
    coach_id: str | None = None
    at: datetime | None = None
    levels: dict[str, int] | None = None
    because: dict[str, str] | None = None
    score: float | None = None
    blind: Annotated[
        bool | None,
        Meta(description="Whether the machine's levels were withheld from the coach until then."),
    ] = None


class NewCoachScore(Command):
    """Levels (1–5) and reasons by criterion."""

    levels: Annotated[dict[str, Level], Meta(min_length=1, max_length=50)]
    because: dict[str, Say] = field(default_factory=dict)


class Dispute(View):
    """The person scored says a level is wrong; somebody else decides."""

    id: str
    version: Version
    assessment_id: str | None = None
    subject_id: str | None = None
    person_id: str | None = None
    criterion: str | None = None
    level: int | None = None
    reason: str | None = None
    raised_at: datetime | None = None
    state: Annotated[str | None, Meta(description="open, upheld or changed.")] = None
    decided_by: str | None = None
    decided_at: datetime | None = None
    decided_level: int | None = None
    decision: str | None = None


class NewDispute(Command):
    """Which level is wrong, and why."""

    criterion: Ref
    reason: Say


class Decision(Command):
    """The level that stands, and why."""

    level: Level
    decision: Say
