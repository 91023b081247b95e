"""In which share of calls a tracker was heard, measured like any metric: 1 heard, 0 not.

A call that was not gone through for the tracker as it asks now has no value.
"""

from collections.abc import Mapping
from datetime import datetime
from math import hypot

from attrs import frozen

from revrise.core.attribution.comparison import wilson
from revrise.core.coaching.change import Estimate, estimate
from revrise.core.conversations.metrics.definition import Definition
from revrise.core.conversations.tracker_hit import TrackerHit, TrackerPass
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, where
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.measures.trackers_in_force import listened, newest

PREFIX, NOT_YET = "tracker:", "not_listened"


@frozen
class Share:
    """A share with its 95 % interval, None where too few give none."""

    value: float
    low: float | None
    high: float | None


@frozen
class Heard:
    """What is measured, and the value of every call that has one."""

    definition: Definition
    values: Mapping[str, float]


def heard(desk: Desk, work: UnitOfWork, metric: str, since: datetime, by: Actor) -> Heard:
    """Of calls in reach that began then or later. Raises Invalid for a tracker not in force."""
    tracker, text, known = metric.removeprefix(PREFIX), newest(work), listened(work).by_id
    if text is None or tracker not in known:
        raise Invalid(f"no tracker {tracker!r} is in force", culprit="metric")
    version, later = text.last_changed(tracker), Compare(">=", Column("started_at"), Const(since))
    gone = All((later, Compare(">=", Column("number"), Const(version))))
    columns = ("id", "call_id")
    passed = work.of(TrackerPass).rows(desk.scope(by, "tracker_pass"), Query(gone, columns=columns))
    met = work.of(TrackerHit).rows(
        desk.scope(by, "tracker_hit"),
        Query(All((later, where(tracker=tracker, since=version))), columns=columns),
    )
    values = {str(row["call_id"]): 0.0 for row in passed}
    values |= {str(row["call_id"]): 1.0 for row in met if row["call_id"] in values}
    titles = known[tracker].title
    any_title = next(iter(titles.values()), tracker)
    definition = Definition(
        name=metric,
        variant="heard",
        unit="ratio",
        title_en=titles.get("en", any_title),
        title_zh=titles.get("zh", any_title),
        formula="calls in which it was heard ÷ calls that were gone through",
        minimum="a call that was gone through",
        reasons=(NOT_YET,),
        version=version,
    )
    return Heard(definition, values)


def share(values: list[float]) -> Share | None:
    """Of one person's calls, by Wilson; None without calls."""
    if not values:
        return None
    return Share(sum(values) / len(values), *wilson(int(sum(values)), len(values)))


def moved(values: list[float]) -> Estimate | None:
    """The share of the newer half minus that of the older, by Newcombe; None below two calls.

    No interval shrinks to nothing because six calls of six were alike.
    """
    half = len(values) // 2
    before, after = share(values[:half]), share(values[-half:] if half else [])
    if before is None or after is None:
        return None
    value = after.value - before.value
    below = hypot(after.value - (after.low or 0), (before.high or 0) - before.value)
    above = hypot((after.high or 0) - after.value, before.value - (before.low or 0))
    return Estimate(value, value - below, value + above, 2 * half)


def among(shares: list[float]) -> Share | None:
    """The mean of people's shares, so that who talks most does not speak for all."""
    found = estimate(shares)
    if found is None:
        return None
    low = None if found.low is None else max(0.0, found.low)
    high = None if found.high is None else min(1.0, found.high)
    return Share(found.value, low, high)
