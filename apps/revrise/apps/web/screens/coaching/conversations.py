"""How a team talks: one metric by week, for the team and each person, leading to the calls."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web import formats
from revrise.apps.web.i18n import Words, marked
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.screens.calls.asking import listened_for
from revrise.apps.web.screens.coaching import trend_chart
from revrise.apps.web.visit import visit
from revrise.core.bilingual import Language
from revrise.core.coaching.change import Estimate
from revrise.core.conversations.metrics.definition import REASONS, Definition
from revrise.core.conversations.metrics.definition_zh import spoken
from revrise.core.conversations.metrics.definitions import BY_ID, DEFINITIONS
from revrise.services.trends.service import TeamTrends, Trend
from revrise.services.trends.tracker_share import PREFIX

USUAL, WEEKS = "talk_share/B@1", (8, 12, 26, 52)
_LONG_MS = 10_000
# A metric's unit → what stands behind its figure; a unit that is not here stands as it is.
_UNITS = {
    **dict.fromkeys(("count", "score", "points"), ""),
    "1/h": marked("/ h"),
    "1/min": marked("/ min"),
    "words/min": marked("words / min"),
    "字/min": marked("字 / min"),
    "1/1000 words": marked("per 1,000 words"),
}


@frozen
class Shown:
    """A trend as it is written; `points` of the weeks with a value, `lo` and `hi` of all.

    `interval` is that of a share, empty for anything else.
    """

    trend: Trend
    median: str
    interval: str
    change: str
    verdict: str
    points: Sequence[float]
    said: str


@get("/coaching/conversations")
def conversations(request: Web, app: App, by: By) -> Response[str]:
    """One metric over some weeks, over the calls the reader may see."""
    asked, locale = request.query_params, visit(request).locale
    trackers = [(PREFIX + key, name) for key, name in listened_for(request, app, by)]
    known_ids = {*BY_ID, *(key for key, _ in trackers)}
    metric = asked.get("metric") if asked.get("metric") in known_ids else USUAL
    weeks = next((one for one in WEEKS if str(one) == asked.get("weeks")), WEEKS[1])
    team = asked.get("team") or None
    found = app.trends.show(metric or USUAL, by, team_id=team, weeks=weeks)
    write = writer(found.definition, locale)
    lines = [_shown(one, write, locale) for one in (found.team, *found.people)]
    known = [value for one in lines for value in one.points]
    return page(
        request,
        "coaching/conversations.html",
        found=found,
        lines=lines,
        lo=min(known, default=0.0),
        hi=max(known, default=0.0) or 1.0,
        write=write,
        alone=[one.person_id for one in found.people] == [by.person_id],
        title=_title(found.definition, locale),
        answer=_answer(lines[0], _title(found.definition, locale), weeks, locale),
        chart=trend_chart.option(found, locale, Words(locale)),
        table=trend_chart.table(found, write, Words(locale)),
        metrics=[(one.id, _title(one, locale)) for one in DEFINITIONS] + _listed(trackers, locale),
        tracker=(metric or "").removeprefix(PREFIX) if metric in dict(trackers) else "",
        weeks=[(str(one), str(one)) for one in WEEKS],
        teams=[(one["id"], one["name"]) for one in found.teams],
        formula=_formula(found.definition, locale, tracked=metric in dict(trackers)),
        asked={"metric": metric, "weeks": weeks, "team": team or ""},
        reasons=_reasons(found, locale),
        spoken=_spoken(found),
        week_days=timedelta(days=6),
    )


def writer(definition: Definition, locale: Language) -> Callable[[float | None], str]:
    """How values of a metric are written, by its unit."""
    _ = Words(locale)

    def write(value: float | None) -> str:
        if value is None:
            return formats.DASH
        if definition.unit == "ratio":
            return formats.percent(value, locale, 1 if abs(value) < 0.1 else 0)  # noqa: PLR2004
        if definition.unit == "ms" and abs(value) >= _LONG_MS:
            return ("−" if value < 0 else "") + formats.duration(abs(int(value)))
        digits = 2 if definition.unit == "score" else 0 if abs(value) >= 100 else 1  # noqa: PLR2004
        unit = _(_UNITS.get(definition.unit, definition.unit))
        return f"{formats.number(value, locale, digits)} {unit}".rstrip()

    return write


def _shown(trend: Trend, write: Callable[[float | None], str], locale: Language) -> Shown:
    _, moved = Words(locale), trend.change
    points = [week.value for week in trend.weeks if week.value is not None]
    said = ", ".join(write(value) for value in points)
    name = trend.name or _("Team")
    text, verdict = _change(moved, lambda value: write(value).replace("%", _(" points")), _)
    middle, interval = write(trend.middle), ""
    if trend.share is not None:
        middle = write(trend.share.value)
    if trend.share is not None and trend.share.low is not None:
        ends = {"low": write(trend.share.low), "high": write(trend.share.high)}
        interval = _("%(low)s to %(high)s", **ends)
    return Shown(trend, middle, interval, text, verdict, points, f"{name}: {said}")


def _change(
    moved: Estimate | None, write: Callable[[float | None], str], _: Words
) -> tuple[str, str]:
    """What changed with its interval, and whether that is more than chance."""
    if moved is None:
        return "", _("too few calls")
    text = _signed(moved.value, write)
    if moved.low is None or moved.high is None:
        return text, _("too few to be sure")
    interval = _(
        "%(low)s to %(high)s", low=_signed(moved.low, write), high=_signed(moved.high, write)
    )
    told = _("surely") if moved.sure else _("may be chance")
    return _("%(change)s (%(interval)s)", change=text, interval=interval), told


def _answer(team: Shown, title: str, weeks: int, locale: Language) -> str:
    """What became of it, in a sentence."""
    _, moved = Words(locale), team.trend.change
    if moved is None or moved.low is None:
        return _("%(metric)s: too few calls to tell a change", metric=title)
    if not moved.sure:
        return _("%(metric)s: no sure change in %(weeks)s weeks", metric=title, weeks=weeks)
    if moved.value > 0:
        return _("%(metric)s rises", metric=title)
    return _("%(metric)s falls", metric=title)


def _signed(value: float, write: Callable[[float | None], str]) -> str:
    text = write(value)
    return f"+{text}" if value > 0 and any(one in "123456789" for one in text) else text


def _spoken(found: TeamTrends) -> list[tuple[int, datetime]]:
    """The weeks with calls, the newest first, each with its place."""
    weeks = [(one.calls or one.unknown, n) for n, one in enumerate(found.team.weeks)]
    return [(n, found.weeks[n]) for calls, n in reversed(weeks) if calls]


def _listed(trackers: Sequence[tuple[str, str]], locale: Language) -> list[tuple[str, str]]:
    _ = Words(locale)
    return [(key, _("Tracker: %(name)s", name=name)) for key, name in trackers]


def _formula(definition: Definition, locale: Language, *, tracked: bool) -> str:
    _ = Words(locale)
    if tracked:
        said = _("calls in which it was heard ÷ calls that were gone through")
        return f"{_title(definition, locale)} · {said}"
    return spoken(definition.formula, locale)


def _title(definition: Definition, locale: Language) -> str:
    title = definition.title_zh if locale == "zh" else definition.title_en
    twice = sum(one.title_en == definition.title_en for one in DEFINITIONS) > 1
    return f"{title} ({definition.variant})" if twice else title


def _reasons(found: TeamTrends, locale: Language) -> list[tuple[str, int]]:
    chosen = int(locale == "zh")
    return [
        (REASONS.get(reason, (reason, reason))[chosen], count)
        for reason, count in found.team.reasons.items()
    ]


HANDLERS: list[Any] = [conversations]
