"""What is usual in a team: the median and middle half of each metric over 90 days.

Whoever sees a call is told, whether or not they see the calls behind it; so a figure needs five
calls of five people. The days end with the last week: figures that move with every call would
tell, by their difference, of the call between them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from attrs import Factory, frozen

from revrise.core.conversations.call import Call
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.spread import ENOUGH, middle_half
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.core.governance.scope import system_scope
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

DAYS = timedelta(days=90)
_MOST = 400
_REASON = "tell what is usual in a team of five and more"


@frozen
class Usual:
    """The quartiles of a metric over `calls` calls of `people` people."""

    low: float
    median: float
    high: float
    calls: int
    people: int


@frozen
class Benchmark:
    """By metric, over [since, until); a metric of fewer than five calls or people is missing."""

    since: datetime
    until: datetime
    usual: Mapping[str, Usual] = Factory(dict)


@frozen
class Benchmarks:
    """The use case."""

    desk: Desk

    def of_call(self, call_id: str, by: Actor) -> tuple[Call, Benchmark]:
        """A call and what is usual in its team and language. Raises NotFound when hidden."""
        with self.desk.store.read(by) as work:
            call = work.of(Call).load(call_id, self.desk.scope(by, "call"))
            return call, usual(work, call, self.desk.clock.now())


def usual(work: UnitOfWork, call: Call, now: datetime) -> Benchmark:
    """What is usual in the team and language of a call; one query."""
    until = monday(now)
    since = until - DAYS
    if call.team_id is None:
        return Benchmark(since, until)
    scope = system_scope(work.actor.tenant_id, "call", "read", _REASON)
    same = where(team_id=call.team_id, language=call.language, state="analysed")
    days = (
        Compare(">=", Column("started_at"), Const(since)),
        Compare("<", Column("started_at"), Const(until)),
    )
    columns = ("id", "owner_id", "metrics")
    query = Query(All((same, *days)), (("started_at", True),), _MOST, columns=columns)
    found = _by_metric(work.of(Call).rows(scope, query), call.metrics)
    known = {name: _usual(values) for name, values in found.items()}
    return Benchmark(since, until, {name: one for name, one in known.items() if one})


def value_of(
    metrics: Mapping[str, Any] | None, name: str, like: Metric | None = None
) -> float | None:
    """A metric's value in a row, whose cells are structured or plain JSON.

    None where it was measured by another definition than the metric it is to be compared with.
    """
    found = (metrics or {}).get(name)
    if found is None or (like is not None and _definition(found) != like.definition):
        return None
    value = found.value if isinstance(found, Metric) else found.get("value")
    return None if value is None else float(value)


def why_none(metrics: Mapping[str, Any] | None, name: str) -> str | None:
    """Why a metric of a row has no value; None where it has one, or there is no such metric."""
    found = (metrics or {}).get(name)
    return found.reason if isinstance(found, Metric) else (found or {}).get("reason")


def _by_metric(
    rows: Sequence[Mapping[str, Any]], names: Mapping[str, Metric]
) -> dict[str, list[tuple[str, float]]]:
    """The known values of each metric of the call, with whose they are; one definition alone."""
    found: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for row in rows:
        for name, metric in names.items():
            value = value_of(row["metrics"], name, metric)
            if value is not None:
                found[name].append((row["owner_id"], value))
    return found


def _definition(metric: Any) -> str:
    return str(metric.definition if isinstance(metric, Metric) else metric.get("definition"))


def _usual(values: Sequence[tuple[str, float]]) -> Usual | None:
    people = len({owner for owner, _ in values})
    half = middle_half(value for _, value in values)
    if half is None or people < ENOUGH:
        return None
    return Usual(half.low, half.median, half.high, half.n, people)


def monday(now: datetime) -> datetime:
    """When the week of a moment began."""
    day = now.date() - timedelta(days=now.weekday())
    return datetime.combine(day, time(), now.tzinfo)
