"""Which calls an address asks for: the filters of the list and of the search."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from revrise.apps.api.deps import Web
from revrise.apps.web.screens.calls.lines import CATEGORIES
from revrise.apps.web.screens.calls.views import level
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Invalid
from revrise.services.calls.listing import CallFilter
from revrise.services.calls.narrowing import MEASURED, measured
from revrise.services.reach import may


def filters_of(request: Web) -> CallFilter:
    """What is no day, number or name narrows nothing."""
    asked = request.query_params
    return CallFilter(
        rep_id=asked.get("rep") or None,
        language=asked.get("language") or None,
        state=asked.get("state") or None,
        deal_id=asked.get("deal") or None,
        since=day(request, asked.get("since")),
        until=day(request, asked.get("until"), after=timedelta(days=1)),
        below=level(asked.get("below")),
        team_id=asked.get("team") or None,
        account_id=asked.get("account") or None,
        tracker=asked.get("tracker") or None,
        **_measured(asked),
    )


def _measured(asked: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in MEASURED:
        with suppress(Invalid):
            found |= measured({name: asked.get(name, "")})
    return found


def listened_for(request: Web, app: Any, by: Any) -> list[tuple[str, str]]:
    """Id and title of the trackers in force; none for who may not read them or what they met."""
    if not all(may(app.desk, by, one, "read") for one in ("tracker", "tracker_hit")):
        return []
    language = visit(request).locale
    return [
        (one.id, one.title.get(language) or next(iter(one.title.values()), one.id))
        for one in app.trackers.show(by).trackers
    ]


def rubric_titles(request: Web, app: Any) -> dict[str, str]:
    """Title by id, of the rubrics in force."""
    found, language = [one.definition for one in app.catalogue.rubrics()], visit(request).locale
    return {one.id: one.title.get(language) or one.id for one in found}


def day(request: Web, text: str | None, after: timedelta = timedelta()) -> datetime | None:
    """The first moment of a day of the reader, None for one that is no day."""
    try:
        found = date.fromisoformat(text or "")
        return (datetime.combine(found, time(), visit(request).zone) + after).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def shares(request: Web) -> list[tuple[str, str]]:
    """The talk shares to choose from."""
    _ = words(request)
    known = [(f"{tenth / 10:.1f}", f"{tenth}0 %") for tenth in range(2, 10)]
    return [("", _("any")), *known]


def categories(request: Web) -> list[tuple[str, str]]:
    """The categories of objections to choose from."""
    _ = words(request)
    return [(name, _(title)) for name, title in CATEGORIES.items()]
