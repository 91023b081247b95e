"""Versions of rubrics the organisation writes."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Count, View
from revrise.apps.api.views.rubrics import Figure

RUBRIC = (
    "id = 'our-own'\nversion = 1\ntitle.en = 'Ours'\nlanguages = ['en']\n\n[[criteria]]\n"
    "id = 'asks'\ntitle.en = 'Asks'\ncompetency = 'discovery'\nweight = 1\n"
    "anchors.en = ['none', 'one', 'some', 'many', 'all the time']\n"
    "measure = {kind = 'questions', bands = {3 = 1, 5 = 4}}\n"
)


class SaveRubric(Command):
    """A whole rubric, and the version it was made from."""

    text: Annotated[
        str,
        Meta(min_length=1, max_length=200_000, description="See docs/rubric.schema.json.",
             examples=[RUBRIC]),
    ]  # fmt: skip
    number: Annotated[
        int, Meta(ge=0, description="The newest kept version of its id; 0 where there is none.")
    ]


class DecideRubric(Command):
    """What was looked at."""

    version: Annotated[int | None, Meta(description="Of the row, as shown; null: any.")] = None


class BackScore(Command):
    """How far back."""

    days: Annotated[int, Meta(ge=1, le=3_660, description="Calls of the last so many days.")] = 90


class Calibration(View):
    """How a version agrees with people on the calls they scored blind, over everybody's."""

    at: Annotated[datetime, Meta(description="When it was worked out.")]
    calls: Count
    kappa: Annotated[Figure, Meta(description="Quadratically weighted κ.")]
    bias: Annotated[Figure, Meta(description="Levels zh − en at equal human levels.")]
    by_language: Annotated[dict[str, Figure], Meta(description="κ of en and zh.")]
    by_criterion: Annotated[dict[str, Figure], Meta(description="κ of each criterion.")]
    unlike: Annotated[
        int, Meta(ge=0, description="Levels left out: their anchors said something else.")
    ]
    obstacles: Annotated[
        list[str], Meta(description="kappa_low, kappa_unknown, biased, bias_unknown.")
    ]


class RubricVersion(View):
    """A version, without its text."""

    rubric: Annotated[str, Meta(examples=["discovery"])]
    number: Annotated[int, Meta(ge=1, description="Scorecards name `rubric@number`.")]
    state: Annotated[str, Meta(description="draft, published (in force) or retired.")]
    made_by: str
    made_at: datetime
    decided_by: Annotated[str | None, Meta(description="Who published or retired it last.")]
    decided_at: datetime | None
    agreement: Annotated[
        Calibration | None, Meta(description="Null until somebody had it worked out.")
    ]
    version: Annotated[int, Meta(description="Of the row, to send when deciding on it.")]


class RubricVersions(View):
    """The versions in reach, the newest first."""

    items: list[RubricVersion]


class RubricChange(View):
    """What is different in one criterion, or in the rubric itself."""

    criterion: Annotated[str, Meta(description="Empty for the rubric itself.")]
    what: Annotated[
        str,
        Meta(
            description="added, removed, title, competency, weight, minimum, anchors, bands, "
            "measure, blockers, languages, when, order."
        ),
    ]
    before: str
    after: str


class RubricDifference(View):
    """What a version changed."""

    changes: list[RubricChange]
    lines: Annotated[list[str], Meta(description="As a unified diff.")]


class RubricVersionText(RubricVersion):
    """A version with its text, compared with another."""

    text: str
    diff: Annotated[RubricDifference | None, Meta(description="Null where none was before it.")]


class RubricAgainst(Command):
    """With which version to compare."""

    against: Annotated[int | None, Meta(description="The one before it where it is left out.")] = (
        None
    )
