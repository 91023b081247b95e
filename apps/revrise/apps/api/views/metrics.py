"""Definitions of metrics, and what is usual in a team."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

from revrise.apps.api.views.common import Count, View

InBoth = Annotated[dict[str, str], Meta(description="By language, en and zh.")]


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
