"""A plan drawn: its stages, and every call on the way from baseline to target."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen

from revrise.apps.web.formats import day, number
from revrise.apps.web.i18n import Words
from revrise.core.bilingual import Language
from revrise.core.coaching.change import estimate
from revrise.core.coaching.gap import ENOUGH
from revrise.core.coaching.sitting import Sitting
from revrise.services.coaching.progress import PlanPage


@frozen
class Step:
    """A stage of a plan; `kind` is done | now | ''."""

    title: str
    note: str
    kind: str


def steps(page: PlanPage, _: Words) -> list[Step]:
    """Proposed, accepted, in progress, measured, ended."""
    plan, locale, n = page.plan, _.locale, len(page.progress.since)
    ended = plan.state in {"completed", "closed"}
    accepted = plan.state != "proposed"
    weeks = max((plan.due_at - plan.created_at).days // 7, 1)
    week = min(max((page.as_of - plan.created_at).days // 7 + 1, 1), weeks)
    measured = n >= ENOUGH
    last = {"completed": _("Completed"), "closed": _("Closed")}.get(plan.state, _("Ends"))
    return [
        Step(_("Drafted from gap"), day(plan.created_at, locale, now=page.as_of), "done"),
        Step(_("Accepted"), "", "done")
        if accepted
        else Step(_("Waits for a yes"), _("of the rep"), "now"),
        Step(
            _("In progress"),
            _("week %(week)s of %(weeks)s", week=week, weeks=weeks),
            "done" if ended else "now" if accepted else "",
        ),
        Step(
            _("Measured"),
            _.n("%(num)s call", "%(num)s calls", n)
            if measured
            else _.n("needs %(num)s more call", "needs %(num)s more calls", ENOUGH - n),
            "done" if measured and accepted else "",
        ),
        Step(last, day(plan.due_at, locale, now=page.as_of), "done" if ended else ""),
    ]


def option(page: PlanPage, locale: Language, _: Words) -> dict[str, Any]:
    """The plot: a dot a call, the running mean since the start with its interval, the target."""
    plan, progress = page.plan, page.progress
    begins = min([one.at for one in progress.before] or [plan.created_at]) - timedelta(days=2)
    last = [one.at for one in progress.since]
    ends = max([plan.due_at, *last, min(page.as_of, plan.due_at)]) + timedelta(days=2)
    mean = _running(progress.since)
    target = _("target %(target)s", target=number(plan.target, locale, 1))
    pattern = "{d} {MMM}" if locale == "en" else "{MM}-{dd}"
    return {
        "grid": {"left": 30, "right": 80, "top": 24, "bottom": 24},
        "xAxis": {
            "type": "time",
            "min": _iso(begins),
            "max": _iso(ends),
            "axisLine": {"lineStyle": {"color": "$line-2"}},
            "axisTick": {"show": False},
            "splitLine": {"show": False},
            "axisLabel": {"color": "$ink-3", "formatter": pattern, "hideOverlap": True},
        },
        "yAxis": {
            "min": 1,
            "max": 5,
            "interval": 1,
            "axisLabel": {"color": "$ink-3"},
            "splitLine": {"lineStyle": {"color": "$line"}},
        },
        "series": [
            _band([[at, low] for at, _mean, low, _high in mean], 0.0),
            _band([[at, round(high - low, 3)] for at, _mean, low, high in mean], 0.14),
            _line([[at, middle] for at, middle, _low, _high in mean], "$accent", 2.5),
            _line(_baseline(page, begins), "$ink-3", 2)
            | {"markLine": _target(plan.target, target)},
            _dots(progress.before, "$surface", "$ink-3", 8),
            _dots(progress.since, "$accent", "$surface", 9)
            | {"markLine": _began(plan.created_at, _("plan"))},
        ],
    }


def table(page: PlanPage, _: Words) -> tuple[list[str], list[list[str]]]:
    """The same as rows."""
    heads = [_("Day"), _("Level"), _("When")]
    before = [(one, _("before")) for one in page.progress.before]
    since = [(one, _("since")) for one in page.progress.since]
    rows = [
        [day(one.at, _.locale, now=page.as_of), number(one.level, _.locale, 1), when]
        for one, when in (*before, *since)
    ]
    return heads, rows


def _running(since: Sequence[Sitting]) -> list[tuple[str, float, float, float]]:
    """(day, mean, low, high) after each call, once there are enough."""
    found = []
    for count in range(ENOUGH, len(since) + 1):
        known = estimate([one.level for one in since[:count]])
        if known is not None and known.low is not None and known.high is not None:
            low, high = max(known.low, 1.0), min(known.high, 5.0)
            at = _iso(since[count - 1].at)
            found.append((at, round(known.value, 3), round(low, 3), round(high, 3)))
    return found


def _baseline(page: PlanPage, begins: datetime) -> list[list[Any]]:
    known = page.progress.baseline
    level = page.plan.baseline
    if known is not None and known.low is not None:
        level = round(known.value, 2)
    return [[_iso(begins), level], [_iso(page.plan.created_at), level]]


def _band(points: Sequence[Any], opacity: float) -> dict[str, Any]:
    return {
        "type": "line",
        "stack": "interval",
        "symbol": "none",
        "silent": True,
        "lineStyle": {"opacity": 0},
        "areaStyle": {"color": "$accent", "opacity": opacity},
        "data": points,
    }


def _line(points: Sequence[Any], colour: str, width: float) -> dict[str, Any]:
    style = {"color": colour, "width": width}
    return {"type": "line", "symbol": "none", "silent": True, "lineStyle": style, "data": points}


def _dots(found: Sequence[Sitting], fill: str, edge: str, size: int) -> dict[str, Any]:
    return {
        "type": "scatter",
        "symbolSize": size,
        "itemStyle": {"color": fill, "borderColor": edge, "borderWidth": 1.5},
        "data": [[_iso(one.at), round(one.level, 2)] for one in found],
    }


def _target(level: float, text: str) -> dict[str, Any]:
    label = {"position": "end", "color": "$ink", "fontWeight": 600, "formatter": text}
    return {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"type": "solid", "width": 1.5, "color": "$ink"},
        "label": label,
        "data": [{"yAxis": level}],
    }


def _began(at: datetime, text: str) -> dict[str, Any]:
    return {
        "silent": True,
        "symbol": "none",
        "lineStyle": {"type": [2, 3], "color": "$line-2"},
        "label": {"position": "end", "color": "$ink-3", "fontSize": 12},
        "data": [{"xAxis": _iso(at), "label": {"formatter": text}}],
    }


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%d")
