"""Definitions of metrics, and what is usual in a team."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Command, Count, View

InBoth = Annotated[dict[str, str], Meta(description="By language, en and zh.")]


class ToldInChinese(View):
    """What a definition says, in Chinese."""

    formula: Annotated[str, Meta(examples=["销售发言时长 ÷ 各方发言时长之和，每方时长取并集。"])]
    minimum: str
    source: str


class MetricDefinition(View):
    """How a number came about: the same id always means the same formula."""

    id: Annotated[str, Meta(examples=["talk_share/B@1"], description="name/variant@version")]
    name: str
    variant: str
    version: int
    key: Annotated[str, Meta(description="Under which an analysis holds it.")]
    unit: Annotated[str, Meta(examples=["ratio"])]
    title: InBoth
    formula: str
    minimum: Annotated[str, Meta(description="The least data there must be.")]
    reasons: Annotated[
        dict[str, InBoth], Meta(description="Why there may be no value, in words by language.")
    ]
    source: Annotated[str, Meta(description="Whom the definition follows.")]
    chinese: Annotated[ToldInChinese, Meta(description="The same sentences in Chinese.")]


class MetricDefinitions(View):
    """Every metric there is."""

    items: list[MetricDefinition]


class UsualMetric(View):
    """A metric of the call, and what is usual in its team; null below five calls or people."""

    key: str
    definition: str
    unit: str
    value: float | None
    reason: Annotated[str | None, Meta(description="Why there is no value.")]
    median: float | None
    low: Annotated[float | None, Meta(description="The first quartile.")]
    high: Annotated[float | None, Meta(description="The third quartile.")]
    calls: Count
    people: Count


class CallBenchmark(View):
    """A call beside its team, in the same language and by the same definitions."""

    call_id: str
    since: datetime
    until: Annotated[datetime, Meta(description="The beginning of this week, itself left out.")]
    metrics: list[UsualMetric]


class TrendQuery(Command):
    """Which metric, of whom, over how many weeks."""

    metric: Annotated[
        str,
        Meta(
            max_length=100,
            examples=["talk_share/B@1"],
            description="A definition's id, or `tracker:` and the id of a tracker in force.",
        ),
    ] = "talk_share/B@1"
    team_id: str | None = None
    weeks: Annotated[int, Meta(ge=2, le=52)] = 12


class TrendWeek(View):
    """A week that begins on Monday."""

    start: datetime
    value: Annotated[
        float | None, Meta(description="The mean; null without calls, for a team below five.")
    ]
    calls: Count
    unknown: Annotated[int, Meta(ge=0, description="Calls without a value.")]


class Moved(View):
    """How much it changed, with the 95 % interval; null ends where too few values give none."""

    value: float
    low: float | None
    high: float | None
    n: Count


class HeardShare(View):
    """In which share of calls it was heard, with the 95 % interval."""

    value: float
    low: float | None
    high: float | None


class ConversationTrend(View):
    """A person; without one, the team."""

    person_id: str | None
    name: str | None
    median: float | None
    calls: Annotated[int, Meta(ge=0, description="Calls with a value.")]
    unknown: Annotated[int, Meta(ge=0, description="Calls without one.")]
    reasons: Annotated[dict[str, int], Meta(description="Why values are missing, how often.")]
    change: Annotated[
        Moved | None,
        Meta(description="Newer half minus older half; of the team: the mean over people."),
    ]
    share: Annotated[
        HeardShare | None,
        Meta(description="Of a tracker; of the team the mean over people. Else null."),
    ]
    weeks: list[TrendWeek]


class ConversationTrends(View):
    """How a team talks, over the calls you may see."""

    metric: str
    unit: str
    weeks: list[datetime]
    measured: Annotated[
        str,
        Meta(description="The definition, with the detectors of plugins the values rest on."),
    ]
    apart: Annotated[int, Meta(ge=0, description="Calls left out: other detectors heard them.")]
    cut: Annotated[bool, Meta(description="There were more calls than are looked at.")]
    team: ConversationTrend
    running: Annotated[
        list[Moved | None],
        Meta(
            description="The team's mean over each week and the three before, with its 95 % "
            "interval; null with fewer than five calls."
        ),
    ]
    people: list[ConversationTrend]
