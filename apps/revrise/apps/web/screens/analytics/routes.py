"""Analytics: what went with winning, and who gets credit."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web import htmx
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.analytics import plots, views
from revrise.apps.web.screens.analytics.naming import titles
from revrise.apps.web.visit import words
from revrise.core.attribution.models import MODELS
from revrise.services.jobs.errands import Ask
from revrise.services.snapshots.taking import TAKE


@get("/analytics")
def analytics(request: Web, app: App, by: By) -> Response[str]:
    """What moved revenue; where it has to be computed first, the page comes without waiting."""
    wait = not htmx.is_htmx(request) and "now" not in request.query_params
    told = app.insight_pages.ready(by) if wait else app.insight_pages.told(by)
    if told is None:
        return page(request, "analytics/waiting.html")
    _ = words(request)
    found = views.rows(told.insight, titles(app, by, _), _)
    kind = request.query_params.get("kind", "")
    shown = [row for row in found if not kind or row.kind == kind]
    chosen = request.query_params.get("row") or (shown[0].key if shown else "")
    return page(
        request,
        "analytics/revenue.html",
        part="answer",
        told=told,
        title=views.answer(found, _),
        rows=shown,
        kinds=[(one, _(views.KINDS[one])) for one in views.KINDS if _has(found, one)],
        kind=kind,
        chosen=next((row for row in shown if row.key == chosen), None),
        bounds=views.bounds(found),
        ticks=views.ticks(*views.bounds(found)),
        kind_names=views.KINDS,
    )


@get("/analytics/behaviour")
def behaviour(request: Web, app: App, by: By) -> Response[str]:
    """One behaviour opened: how it stood beside winning, and what the claim rests on."""
    _, key = words(request), request.query_params.get("row", "")
    told = app.insight_pages.told(by)
    found = views.rows(told.insight, titles(app, by, _), _)
    row = next((one for one in found if one.key == key), None)
    compared = app.insight_pages.comparison(key, by)
    return page(
        request,
        "analytics/behaviour.html",
        part="opened",
        row=row,
        told=told,
        ground=views.ground(row, _) if row else [],
        compared=compared,
        option=plots.comparison(compared, _),
        kind_names=views.KINDS,
    )


@get("/analytics/credit")
def credit(request: Web, app: App, by: By) -> Response[str]:
    """How far the credit models disagree about each channel."""
    _ = words(request)
    as_of, found = app.insight_pages.credit(by)
    shown = views.channels(found, titles(app, by, _))
    names = {name: MODELS[name].title.of(_.locale) for name in found["models"] if name in MODELS}
    return page(
        request,
        "analytics/credit.html",
        part="credit",
        channels=shown,
        models=list(found["models"]),
        names=names,
        found=found,
        as_of=as_of,
    )


@post("/analytics/refresh")
def refresh(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Asks a worker for new figures."""
    app.errands.ask(Ask(TAKE, "insight", "read", {}, key=form.text("token")), by)
    said = words(request)("New figures are being computed; they show here when they are ready.")
    return redirect(request, "/analytics", said)


def _has(found: list[views.Row], kind: str) -> bool:
    return any(row.kind == kind for row in found)


HANDLERS = [analytics, behaviour, credit, refresh]
