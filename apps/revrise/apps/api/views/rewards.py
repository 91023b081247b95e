"""Points, places, and what moved revenue."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, field

from revrise.apps.api.views.common import Command, Count, Free, Id, Version, View


class Entry(View):
    """Points of a person, with the reason; entries are added, never changed."""

    id: str
    version: Version
    entry_id: str | None = None
    person_id: str | None = None
    team_id: str | None = None
    at: datetime | None = None
    points: Annotated[int | None, Meta(description="Negative: taken back or spent.")] = None
    rule: Annotated[str | None, Meta(examples=["deal-won@1"])] = None
    reason_en: str | None = None
    reason_zh: str | None = None
    source_id: Annotated[str | None, Meta(description="What they are for.")] = None
    reverses: Annotated[str | None, Meta(description="The entry this one takes back.")] = None


class Place(View):
    """A person's place, as sure as the weeks make it."""

    person_id: str
    person: str
    place: int
    first: Annotated[int, Meta(description="5 % point of the place.")]
    last: Annotated[int, Meta(description="95 % point of the place.")]
    score: Annotated[float, Meta(description="Points a week, drawn towards the mean.")]
    points: int


class Board(View):
    """A leaderboard of those you may see."""

    start: datetime
    end: datetime
    entrants: Count
    opted_out: Count
    places: list[Place]


class BoardQuery(Command):
    """Of which team and how many weeks."""

    team_id: Id | None = None
    weeks: Annotated[int, Meta(ge=1, le=104)] = 13


class Association(View):
    """What a behaviour goes with, with its interval; never more than association (grade L1)."""

    behaviour: str
    estimate: float | None
    ci95: list[float | None] | None
    correlation: float | None
    sd: float | None
    p: float | None
    q: float | None
    n: int
    clusters: int
    grade: str
    verdict: str
    mde: float | None
    smallest: float | None
    more_rows: int | None
    weeks: int | None
    reason: str | None


class Insight(View):
    """Behaviours beside the win rate of the deals in reach."""

    deals: Count
    won: Count
    reps: Count
    associations: list[Association]
    assumptions: Annotated[list[str], Meta(description="What has to hold, in your language.")]


class InsightQuery(Command):
    """What change of the win rate per standard deviation would matter."""

    smallest: Annotated[float, Meta(ge=0.001, le=0.5)] = 0.02


class CreditQuery(Command):
    """Which models; left out: all."""

    model: Annotated[
        list[Annotated[str, Meta(min_length=1, max_length=80)]], Meta(max_length=20)
    ] = field(default_factory=list)


class Credit(View):
    """Credit per model and touch channel over the closed deals in reach."""

    journeys: Count
    conversions: Count
    models: Annotated[Free, Meta(description="Model → channel → share (0 to 1).")]
