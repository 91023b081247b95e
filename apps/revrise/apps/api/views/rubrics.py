"""Rubrics, and how far a machine's levels on them agree with people's."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Count, View

Titles = Annotated[dict[str, str], Meta(description="By language.", examples=[{"en": "Discovery"}])]


class RubricBrief(View):
    """What calls can be scored on."""

    id: Annotated[str, Meta(examples=["discovery"])]
    version: int
    title: Titles
    languages: list[str]
    when: Annotated[str, Meta(description="always, or asked: only where somebody names it.")]
    criteria: Count


class RubricList(View):
    """The rubrics of the plugins in use."""

    items: list[RubricBrief]


class RubricCriterion(View):
    """One thing judged, on levels 1–5."""

    id: str
    title: Titles
    competency: Annotated[str, Meta(description="What it shows of the person.")]
    weight: int
    minimum: Annotated[int, Meta(description="Utterances a call needs to be judged on it.")]
    measure: Annotated[str, Meta(description="How it is computed.", examples=["TrackerBand"])]
    anchors: Annotated[
        dict[str, list[str]], Meta(description="What each level means, level 1 first, by language.")
    ]


class RubricBlocker(View):
    """What no score makes good."""

    id: str
    title: Titles


class Rubric(View):
    """A rubric with its criteria."""

    id: Annotated[str, Meta(examples=["discovery"])]
    version: int
    title: Titles
    languages: list[str]
    when: Annotated[str, Meta(description="always, or asked: only where somebody names it.")]
    criteria: list[RubricCriterion]
    blockers: list[RubricBlocker]


class Figure(View):
    """A figure with its 95 % interval, or null with the reason."""

    value: float | None
    low: float | None
    high: float | None
    n: Annotated[int, Meta(ge=0, description="Pairs of levels.")]
    calls: Count
    reason: Annotated[
        str | None,
        Meta(
            description="too_few_pairs, too_few_calls, no_variation, no_common_level or "
            "one_language."
        ),
    ]


class Agreement(View):
    """How far the machine's levels agree with those of people, over the calls you may see."""

    rubric: Annotated[str, Meta(examples=["discovery@1"])]
    certified: bool
    obstacles: Annotated[
        list[str],
        Meta(description="kappa_low, kappa_unknown, biased, bias_unknown, not_blind."),
    ]
    kappa: Annotated[Figure, Meta(description="Quadratically weighted κ.")]
    icc: Annotated[Figure, Meta(description="ICC(2,1), absolute agreement.")]
    bias: Annotated[Figure, Meta(description="Levels zh − en at equal human levels.")]
    by_criterion: Annotated[dict[str, Figure], Meta(description="κ of each criterion.")]
    coaches: Annotated[
        dict[str, Figure], Meta(description="Krippendorff's α among people, by criterion.")
    ]
    seen: Annotated[int, Meta(description="Pairs of who may have seen the machine's level first.")]


class BlindReview(View):
    """A call you score before you see what the machine says of it."""

    id: str
    rubric: Annotated[str, Meta(examples=["discovery"])]
    state: Annotated[
        str,
        Meta(
            description="waiting for a call, open or given, then scored, dropped, skipped or over."
        ),
    ]
    asked_at: datetime
    assessment_id: Annotated[str | None, Meta(description="What to score, once it is open.")]
    subject_id: Annotated[str | None, Meta(description="The call, once it is open.")]
    opened_at: datetime | None
    assignment_id: Annotated[str | None, Meta(description="Null where you asked for it yourself.")]
    assigned_by: str | None
    due: Annotated[datetime | None, Meta(description="Until when it was given to you.")]


class BlindReviews(View):
    """Those of yours that have not ended, oldest first."""

    items: list[BlindReview]


class AskBlind(Command):
    """The next so many calls."""

    calls: Annotated[int, Meta(ge=1, le=20, description="With those you wait for: 20 at most.")] = 1


class PreviewRubric(Command):
    """A rubric as TOML text, to try."""

    text: Annotated[
        str, Meta(min_length=1, max_length=200_000, description="See docs/rubric.schema.json.")
    ]
    calls: Annotated[int, Meta(ge=1, le=50, description="On so many of the newest calls.")] = 20


class CriterionMovement(View):
    """A criterion over the calls: mean levels of both versions, and how many calls move."""

    criterion: str
    before: Annotated[float | None, Meta(description="Of the version in force.")]
    after: float | None
    told_before: Count
    told: Annotated[int, Meta(ge=0, description="Calls on which there is a level.")]
    rises: Count
    falls: Count
    same: Count


class LevelPair(View):
    """A call's levels on one criterion."""

    criterion: str
    before: int | None
    after: int | None


class PreviewedCall(View):
    """A call's scores in both versions."""

    call_id: str
    title: str
    at: datetime
    before: float | None
    after: float | None
    levels: list[LevelPair]


class RubricPreview(View):
    """What a rubric would give."""

    rubric: str
    in_force: Annotated[str | None, Meta(description="Null for a new rubric.")]
    criteria: list[CriterionMovement]
    calls: list[PreviewedCall]
