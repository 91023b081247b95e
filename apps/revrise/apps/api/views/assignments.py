"""The same call given to several reviewers."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Count, Id, Text, Time, View
from revrise.apps.api.views.review_queue import SkipReview

__all__ = ["SkipReview"]


class GiveBlind(Command):
    """A call that several people are to score without seeing anybody's levels."""

    call_id: Id
    reviewers: Annotated[
        list[Id],
        Meta(
            min_length=2,
            max_length=10,
            description="People, by their ids.",
            examples=[["per_0195…", "per_0196…"]],
        ),
    ]
    due: Annotated[Time, Meta(description="Within 90 days; then levels are shown in any case.")]


class Reviewer(View):
    """How far a reviewer is; never what they gave."""

    person_id: str
    name: str
    state: Annotated[str, Meta(description="given, scored, skipped or over.")]
    ended_at: datetime | None
    reason: Annotated[str | None, Meta(description="Why it was skipped.")]
    note: str | None


class SettledLevel(View):
    """The level a difference was settled at; what reviewers and machine gave stays."""

    assignment_id: str
    criterion: str
    level: Annotated[int, Meta(ge=1, le=5)]
    reason: str
    settled_by: str
    at: datetime


class Difference(View):
    """What each gave on a criterion."""

    criterion: str
    levels: Annotated[dict[str, int], Meta(description="By reviewer.")]
    because: Annotated[dict[str, str], Meta(description="By reviewer.")]
    spread: Annotated[int, Meta(ge=0, le=4, description="Highest minus lowest level.")]
    machine: int | None
    settled: SettledLevel | None


class ReviewerAgreement(View):
    """How reviewers of one call agree; null figures where fewer than two scored or none varies."""

    kappa: Annotated[float | None, Meta(description="Quadratically weighted κ, of two alone.")]
    alpha: Annotated[float | None, Meta(description="Krippendorff's α, interval.")]
    same: Annotated[Count, Meta(description="Criteria with one level from all.")]
    criteria: list[Difference]


class BlindAssignment(View):
    """A call given to several reviewers."""

    id: str
    rubric: Annotated[str, Meta(examples=["discovery@1"])]
    assessment_id: Annotated[str, Meta(description="What is scored.")]
    subject_id: Annotated[str, Meta(description="The call.")]
    assigned_by: str
    at: datetime
    due: datetime
    fresh: Annotated[
        bool,
        Meta(
            description="The machine scored it in the moment it was given: nobody can have seen a"
            " level. Else people are blind to one another alone, and it certifies nothing."
        ),
    ]
    state: Annotated[str, Meta(description="running or over.")]
    ended_at: datetime | None
    title: str
    rep: str
    reviewers: list[Reviewer]
    agreement: Annotated[ReviewerAgreement | None, Meta(description="Null until it is over.")]


class BlindAssignments(View):
    """The newest 100 of those you answer for, without levels."""

    items: list[BlindAssignment]


class SettleLevel(Command):
    """The level a difference is settled at, and why."""

    criterion: Id
    level: Annotated[int, Meta(ge=1, le=5)]
    reason: Text
