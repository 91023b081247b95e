"""How a team talks, drawn: the running mean with its interval, and every person's week."""

from collections.abc import Callable, Sequence
from datetime import datetime
from math import inf
from typing import Any

from revrise.apps.web.formats import DASH, day
from revrise.apps.web.i18n import Words
from revrise.core.bilingual import Language
from revrise.core.coaching.change import Estimate
from revrise.services.trends.service import TeamTrends

# A unit → how often it goes into what the axis counts in, and how that is written.
_AXES = {"ratio": (0.01, "{value} %"), "ms": (1_000, "{value} s")}
_WITHIN = {"ratio": (0.0, 1.0), "score": (-1.0, 1.0), "ms": (0.0, inf), "1/h": (0.0, inf)}
Write = Callable[[float | None], str]


def option(found: TeamTrends, locale: Language, _: Words) -> dict[str, Any]:
    """The plot; weeks with too few calls have no mean, and the line is broken there."""
    unit, label = _AXES.get(found.definition.unit, (1, "{value}"))
    pattern = "{d} {MMM}" if locale == "en" else "{MM}-{dd}"
    ends = [_ends(one, found.definition.unit) if one else None for one in found.running]
    low = [one[0] / unit if one else None for one in ends]
    wide = [(one[1] - one[0]) / unit if one else None for one in ends]
    mean = [one.value / unit if one else None for one in found.running]
    return {
        "grid": {"left": 48, "right": 16, "top": 16, "bottom": 24},
        "xAxis": {
            "type": "time",
            "min": _iso(found.weeks[0]),
            "max": _iso(found.weeks[-1]),
            "axisLine": {"lineStyle": {"color": "$line-2"}},
            "axisTick": {"show": False},
            "splitLine": {"show": False},
            "axisLabel": {
                "color": "$ink-3",
                "formatter": pattern,
                "hideOverlap": True,
                # Else the axis counts from the first of each month, between the weeks.
                "customValues": [_iso(week) for week in found.weeks],
            },
        },
        "yAxis": {
            "type": "value",
            "scale": True,
            "splitNumber": 4,
            "axisLabel": {"color": "$ink-3", "formatter": label},
            "splitLine": {"lineStyle": {"color": "$line"}},
        },
        "series": [
            _area(found.weeks, low, 0.0),
            _area(found.weeks, wide, 0.14),
            _people(found, unit),
            _line(found.weeks, mean),
            _alone(found, unit),
        ],
    }


def table(found: TeamTrends, write: Write, _: Words) -> tuple[list[str], list[list[str]]]:
    """The same as rows, the newest week first."""
    heads = [_("Week of"), _("Mean of four weeks"), _("95%% interval"), _("Calls")]
    weeks = zip(found.weeks, found.running, found.team.weeks, strict=True)
    rows = [[day(start, _.locale), *_told(one, write), str(week.calls)]
            for start, one, week in weeks]  # fmt: skip
    return heads, rows[::-1]


def _told(one: Estimate | None, write: Write) -> tuple[str, str]:
    if one is None or one.low is None or one.high is None:
        return DASH, DASH
    return write(one.value), f"{write(one.low)} … {write(one.high)}"


def _ends(one: Estimate, unit: str) -> tuple[float, float]:
    """The ends of an interval, within what the metric can be."""
    least, most = _WITHIN.get(unit, (-inf, inf))
    return max(one.low or 0.0, least), min(one.high or 0.0, most)


def _line(weeks: Sequence[datetime], values: Sequence[float | None]) -> dict[str, Any]:
    return {
        "type": "line",
        "symbol": "circle",
        "symbolSize": 7,
        "showAllSymbol": True,
        "silent": True,
        "itemStyle": {"color": "$accent"},
        "lineStyle": {"color": "$accent", "width": 2.5},
        "data": _points(weeks, values),
    }


def _area(
    weeks: Sequence[datetime], values: Sequence[float | None], opacity: float
) -> dict[str, Any]:
    return {
        "type": "line",
        "stack": "interval",
        "stackStrategy": "all",  # an interval may begin below zero
        "symbol": "none",
        "silent": True,
        "lineStyle": {"opacity": 0},
        "areaStyle": {"color": "$accent", "opacity": opacity},
        "data": _points(weeks, values),
    }


def _alone(found: TeamTrends, unit: float) -> dict[str, Any]:
    """Means whose neighbours are not known: an area needs two points, so the interval is a line."""
    known = [None, *found.running, None]
    points = []
    for place, start in enumerate(found.weeks):
        before, one, after = known[place : place + 3]
        if one and not before and not after:
            low, high = _ends(one, found.definition.unit)
            points.append([_iso(start), *(x / unit for x in (one.value, one.value, low, high))])
    edges = dict.fromkeys(("borderColor", "borderColor0", "borderColorDoji"), "$accent")
    style = {"color": "$accent", "borderWidth": 1.5, **edges}
    return {"type": "candlestick", "barWidth": 7, "silent": True, "itemStyle": style,
            "data": points}  # fmt: skip


def _people(found: TeamTrends, unit: float) -> dict[str, Any]:
    points = [
        (_iso(week.start), round(week.value / unit, 3))
        for one in found.people
        for week in one.weeks
        if week.value is not None
    ]
    return {
        "type": "scatter",
        "symbolSize": 7,
        "silent": True,
        "itemStyle": {"color": "$band-2", "borderColor": "$ink-3", "borderWidth": 1},
        "data": points,
    }


def _points(
    weeks: Sequence[datetime], values: Sequence[float | None]
) -> list[tuple[str, float | None]]:
    pairs = zip(weeks, values, strict=True)
    return [(_iso(at), None if value is None else round(value, 3)) for at, value in pairs]


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%d")
