"""The review queue, and what was passed over in it."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from revrise.apps.api.views.common import Command, View


class Why(View):
    """A reason, its points and its figures."""

    kind: Annotated[
        str,
        Meta(
            description="disputed, apart, edge, unscored, unusual, rare, tests_plan, unheard or"
            " never_heard."
        ),
    ]
    points: int
    about: Annotated[str, Meta(description="A criterion, rubric, metric, category or competency.")]
    figure: Annotated[float | None, Meta(description="The value itself.")] = None
    low: Annotated[float | None, Meta(description="Usual is from here.")] = None
    high: Annotated[float | None, Meta(description="Usual is up to here.")] = None
    n: Annotated[int | None, Meta(description="Of how many.")] = None


class ToReview(View):
    """A call worth a coach's time."""

    call_id: str
    title: str
    person: str
    person_id: str
    at: datetime
    duration_ms: int | None
    value: Annotated[int, Meta(description="The sum of its reasons' points.")]
    why: list[Why]


class RepCoverage(View):
    """How much of a rep is heard."""

    person_id: str
    person: str
    reviewed: Annotated[int, Meta(description="Reviewed in the last 30 days.")]
    waiting: int
    unheard_days: Annotated[int | None, Meta(description="Null for never heard.")]


class Queue(View):
    """The first of the queue, how long all of it takes, and who is heard how often."""

    formula: Annotated[str, Meta(examples=["learning_value/A@1"])]
    items: list[ToReview]
    total: int
    total_ms: int
    reps: list[RepCoverage]


class SkipReview(Command):
    """Why a call is passed over."""

    reason: Annotated[
        Literal["bad_recording", "no_conversation", "known", "language", "too_long", "other"],
        Meta(description="other needs a note."),
    ]
    note: Annotated[str, Meta(max_length=500)] = ""


class ReviewSkip(View):
    """A call you passed over in your review queue."""

    call_id: str
    coach_id: str
    at: datetime
    reason: Annotated[str, Meta(examples=["bad_recording"])]
    note: str


class SkippedReview(View):
    """A call that was passed over."""

    call_id: str
    title: str
    person: Annotated[str, Meta(description="The rep.")]
    coach: str
    at: datetime
    reason: str
    note: str
    mine: Annotated[bool, Meta(description="Yours: it may be taken back.")]


class SkippedReviews(View):
    """Why calls were passed over in the last 30 days: yours, or of everybody you answer for."""

    counts: Annotated[dict[str, int], Meta(description="By reason.", examples=[{"too_long": 3}])]
    items: Annotated[list[SkippedReview], Meta(description="The newest 50.")]


class QueueQuery(Command):
    """How many."""

    limit: Annotated[int, Meta(ge=1, le=100)] = 7
