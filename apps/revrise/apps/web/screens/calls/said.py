"""Search in what was said, across calls."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.i18n import Words
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.screens.calls.asking import filters_of
from revrise.apps.web.screens.calls.lines import CATEGORIES
from revrise.apps.web.visit import visit
from revrise.core.errors import Invalid
from revrise.services.calls.searching import FindSaid, FoundSaid

ASKED = ("q", "side", "question", "objection", "rep", "team", "language", "deal",
         "account", "since", "until")  # fmt: skip
_PLACE = 19


@get("/calls/search", opt={"pace": "search"})
def said(request: Web, app: App, by: By) -> Response[str]:
    """Lines of calls the reader may read, with what they look for marked."""
    asked = request.query_params
    app.desk.scope(by, "call_transcript")
    _ = Words(visit(request).locale, "calls")
    found, wrong = _found(app, by, _command(request), any(asked.get(one) for one in ASKED[:4]))
    return page(
        request,
        "calls/said.html",
        found=found,
        wrong=wrong,
        as_of=app.clock.now(),
        asked=asked,
        filters=[name for name in ASKED if asked.get(name)],
        reps=app.call_lists.reps(by),
        teams=app.call_lists.teams(by),
        categories=[(name, _(text)) for name, text in CATEGORIES.items()],
    )


def _found(
    app: Any,
    by: Any,
    command: FindSaid,
    looks: bool,  # noqa: FBT001
) -> tuple[FoundSaid | None, bool]:
    """What was found, None where nothing is looked for; whether it cannot be looked for."""
    if not looks:
        return None, False
    try:
        return app.said.find(command, by), False
    except Invalid:
        return None, True


def _command(request: Web) -> FindSaid:
    asked: Mapping[str, str] = request.query_params
    cursor = asked.get("cursor", "")
    return FindSaid(
        asked.get("q", ""),
        asked.get("side") or None,
        bool(asked.get("question")),
        asked.get("objection") or None,
        filters_of(request),
        int(cursor) if cursor.isascii() and cursor.isdecimal() and len(cursor) <= _PLACE else None,
    )


HANDLERS = [said]
