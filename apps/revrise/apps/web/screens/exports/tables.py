"""The tables behind the files: lists of records, and what services compute."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from revrise.apps.files.writing import Table
from revrise.apps.web.i18n import Words
from revrise.apps.web.screens.admin.people import narrowed
from revrise.core.bilingual import Language
from revrise.core.conversations.call import Call
from revrise.core.errors import Invalid
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, Rule, where
from revrise.core.people.person import Person
from revrise.services.calls.narrowing import MEASURED, CallFilter, measured
from revrise.services.exporting.lists import LISTS, Listed
from revrise.services.rewards.page import WEEKS

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise

Asked = Mapping[str, str]
SCREEN = "exports"
_SINCE, _UNTIL = "since", "until"
_MOST_WEEKS = 104


def listed(
    app: "RevRise", by: Actor, name: str, asked: Asked, form: str, language: Language
) -> Table:
    """Records. Raises Refused for who may not read them, Invalid for an unknown filter."""
    wanted = LISTS[name]
    scope = app.shelf.scope(by, wanted.resource)
    export = wanted.export(scope, _rule(wanted, asked), form)
    heads = wanted.heads(export.columns, language)
    return Table(name, heads, app.exports.rows(export, by))


def leaderboard(app: "RevRise", by: Actor, asked: Asked, form: str, language: Language) -> Table:
    """Places with their ranges. Raises as `listed`."""
    _known(asked, ("team", "weeks"))
    weeks = asked.get("weeks", "")
    counted = int(weeks) if weeks.isascii() and weeks.isdigit() else WEEKS
    found = app.rewards.leaderboard(
        by, asked.get("team") or None, max(1, min(counted, _MOST_WEEKS))
    )
    _ = Words(language, SCREEN)
    heads = [_("Rank"), _("Rank interval"), _("Rep"), _("Points"), _("Score")]
    rows = [
        [
            one.place,
            f"{one.first}–{one.last}",
            found.names.get(one.person_id, one.person_id),
            found.points.get(one.person_id, 0),
            round(one.score, 2),
        ]
        for one in found.board.places
    ]
    app.exports.noted("ledger_entry", form, len(rows), by)
    return Table("leaderboard", heads, rows)


def insights(app: "RevRise", by: Actor, asked: Asked, form: str, language: Language) -> Table:
    """What went with winning: the table behind the forest plot. Raises as `listed`."""
    from revrise.apps.web.screens.analytics import views
    from revrise.apps.web.screens.analytics.naming import titles

    _known(asked, ())
    _, named = Words(language, SCREEN), Words(language, "analytics")
    told = app.insight_pages.told(by)
    heads = [
        *(_("Behaviour"), _("Kind"), _("Evidence"), _("People"), _("Deals")),
        *(_("Points per SD"), _("Low"), _("High"), _("Finding"), _("Weeks"), _("As of")),
    ]
    rows = [
        [
            *(row.name, named(views.KINDS.get(row.kind, row.kind)), f"L{row.grade}", row.people),
            *(row.deals, row.estimate, row.low, row.high, row.said, row.weeks, told.as_of),
        ]
        for row in views.rows(told.insight, titles(app, by, named), named)
    ]
    app.exports.noted(app.attribution.reach(by).resource, form, len(rows), by)
    return Table("what-moved-revenue", heads, rows)


COMPUTED: Mapping[str, Callable[..., Table]] = {"leaderboard": leaderboard, "insights": insights}


def _rule(wanted: Listed, asked: Asked) -> Rule:
    if wanted.kind is Person:
        _known(asked, ("q", "team", "off"))
        return narrowed(asked.get("q", ""), asked.get("team", ""), off=asked.get("off") == "1")
    timed, calls = "started_at" in wanted.columns, wanted.kind is Call
    more = (*((_SINCE, _UNTIL) if timed else ()), *(MEASURED if calls else ()))
    _known(asked, (*wanted.filters, *more))
    pairs: dict[str, Any] = {
        wanted.filters[name]: value
        for name, value in asked.items()
        if value and name in wanted.filters
    }
    parts = [where(**pairs)]
    if calls and (found := measured(asked)):
        parts.append(CallFilter(**found).rule)
    if timed and asked.get(_SINCE):
        parts.append(Compare(">=", Column("started_at"), Const(_day(asked[_SINCE]))))
    if timed and asked.get(_UNTIL):
        end = _day(asked[_UNTIL]) + timedelta(days=1)
        parts.append(Compare("<", Column("started_at"), Const(end)))
    return All(tuple(parts)) if len(parts) > 1 else parts[0]


def _day(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except (ValueError, OverflowError):
        raise Invalid("this is no day", culprit=text[:20], remedy="give it as 2026-03-01") from None


def _known(asked: Asked, names: tuple[str, ...]) -> None:
    for name in asked:
        if name not in names:
            known = ", ".join(names) or "none"
            raise Invalid(f"there is no filter {name[:40]}", remedy=f"there are: {known}")
