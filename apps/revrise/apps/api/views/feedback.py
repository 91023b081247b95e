"""Comments on calls, scores and disputes."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, field

from revrise.apps.api.views.calls import Ref
from revrise.apps.api.views.common import Command, Free, Id, Version, View

Level = Annotated[int, Meta(ge=1, le=5)]
Say = Annotated[
    str, Meta(min_length=1, max_length=4_000, pattern=r"\S", examples=["Ask for the budget."])
]


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
