"""How a team talks: one metric by week, for the team and each person, leading to the calls."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web import formats
from revrise.apps.web.i18n import Words
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.visit import visit
from revrise.core.bilingual import Language
from revrise.core.coaching.change import Estimate
from revrise.core.conversations.definition import REASONS, Definition
from revrise.core.conversations.definitions import BY_ID, DEFINITIONS
from revrise.services.calls.trends import TeamTrends, Trend

USUAL, WEEKS = "talk_share/B@1", (8, 12, 26, 52)
_LONG_MS = 10_000


@frozen
class Shown:
    """A trend as it is written; `points` of the weeks with a value, `lo` and `hi` of all."""

    trend: Trend
    median: str
    change: str
    verdict: str
    points: Sequence[float]
    said: str


@get("/coaching/conversations", sync_to_thread=True)
def conversations(request: Web, app: App, by: By) -> Response[str]:
    """One metric over some weeks, over the calls the reader may see."""
    asked, locale = request.query_params, visit(request).locale
    metric = asked.get("metric") if asked.get("metric") in BY_ID else USUAL
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
        metrics=[(one.id, _title(one, locale)) for one in DEFINITIONS],
        weeks=[(str(one), str(one)) for one in WEEKS],
        teams=[(one["id"], one["name"]) for one in found.teams],
        formula=Words(locale, "calls")(found.definition.formula),
        asked={"metric": found.definition.id, "weeks": weeks, "team": team or ""},
        reasons=_reasons(found, locale),
        spoken=_spoken(found),
        week_days=timedelta(days=6),
    )


def writer(definition: Definition, locale: Language) -> Callable[[float | None], str]:
    """How values of a metric are written, by its unit."""

    def write(value: float | None) -> str:
        if value is None:
            return formats.DASH
        if definition.unit == "ratio":
            return formats.percent(value, locale, 1 if abs(value) < 0.1 else 0)  # noqa: PLR2004
        if definition.unit == "ms" and abs(value) >= _LONG_MS:
            return ("−" if value < 0 else "") + formats.duration(abs(int(value)))
        digits = 2 if definition.unit == "score" else 0 if abs(value) >= 100 else 1  # noqa: PLR2004
        unit = "" if definition.unit in {"count", "score", "points"} else f" {definition.unit}"
        return f"{formats.number(value, locale, digits)}{unit}"

    return write


def _shown(trend: Trend, write: Callable[[float | None], str], locale: Language) -> Shown:
    _, moved = Words(locale), trend.change
    points = [week.value for week in trend.weeks if week.value is not None]
    said = ", ".join(write(value) for value in points)
    name = trend.name or _("Team")
    text, verdict = _change(moved, lambda value: write(value).replace("%", _(" points")), _)
    return Shown(trend, write(trend.middle), text, verdict, points, f"{name}: {said}")


def _change(
    moved: Estimate | None, write: Callable[[float | None], str], _: Words
) -> tuple[str, str]:
    """What changed with its interval, and whether that is more than chance."""
    if moved is None:
        return "", _("too few calls")
    sign = "+" if moved.value > 0 else ""
    text = f"{sign}{write(moved.value)}"
    if moved.low is None or moved.high is None:
        return text, _("too few to be sure")
    interval = _("%(low)s to %(high)s", low=write(moved.low), high=write(moved.high))
    told = _("surely") if moved.sure else _("may be chance")
    return f"{text} ({interval})", told


def _spoken(found: TeamTrends) -> list[tuple[int, datetime]]:
    """The weeks with calls, the newest first, each with its place."""
    weeks = [(one.calls or one.unknown, n) for n, one in enumerate(found.team.weeks)]
    return [(n, found.weeks[n]) for calls, n in reversed(weeks) if calls]


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
