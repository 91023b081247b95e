"""Calls that came in by machine and wait for somebody: why, whose they are, or nobody's."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import words
from revrise.core.errors import Conflict
from revrise.services.intake.commands import Choose

_HOME = "/calls/inbox"


@get("/calls/inbox")
def listing(request: Web, app: App, by: By) -> Response[str]:
    """What waits, the oldest first."""
    found = app.call_inbox.waiting(by)
    names = {one.id: one.name for one in _sources(app, by)}
    return page(request, "calls/inbox.html", found=found, sources=names, as_of=app.clock.now())


@get("/calls/inbox/{arrival_id:str}")
def show(request: Web, app: App, by: By, arrival_id: Part) -> Response[str]:
    """One of them, with who fits."""
    return _shown(request, app, by, arrival_id, Sent({}))


@post("/calls/inbox/{arrival_id:str}/dismiss")
def dismiss(request: Web, app: App, by: By, arrival_id: Part) -> Response[Any]:
    """Nobody's call."""
    _ = words(request)
    try:
        app.call_inbox.dismiss(arrival_id, by)
    except Conflict:
        return redirect(request, _HOME, _("Somebody decided on it before"), "bad")
    return redirect(request, _HOME, _("Dismissed; its file is gone"))


@post("/calls/inbox/{arrival_id:str}")
def choose(request: Web, app: App, by: By, arrival_id: Part, form: Form) -> Response[Any]:
    """Whose call it is."""
    _ = words(request)
    command = Choose(
        arrival_id,
        form.text("rep"),
        form.maybe("deal"),
        form.maybe("consent"),
        form.maybe("place"),
        form.text("separately") == "yes" or None,
    )
    if not command.rep_id:
        app.call_inbox.show(arrival_id, by)
        form.errors["rep"] = _("Choose whose call it is")
        return _shown(request, app, by, arrival_id, form)
    try:
        after = app.call_inbox.choose(command, by)
    except Conflict:
        return redirect(request, _HOME, _("Somebody decided on it before"), "bad")
    if after.state == "kept":
        return redirect(request, f"/calls/{after.call_id}", _("It is a call now"))
    if after.state == "arrived":
        return redirect(request, _HOME, _("Its file is fetched now; then it is a call"))
    form.errors["rep"] = _("It could not be kept like this")
    return _shown(request, app, by, arrival_id, form)


def _shown(request: Web, app: Any, by: Any, arrival_id: str, form: Sent) -> Response[str]:
    arrival = app.call_inbox.show(arrival_id, by)
    people, deals = _first(app.call_lists.owners(by), arrival.rep_ids), _deals(app, by, arrival)
    return page(
        request,
        "calls/arrival.html",
        422 if form.errors else 200,
        one=arrival,
        form=form,
        people=people,
        deals=deals,
        source=next((s.name for s in _sources(app, by) if s.id == arrival.source_id), ""),
    )


def _deals(app: Any, by: Any, arrival: Any) -> list[tuple[str, str]]:
    """Those that fit, before the newest open ones."""
    fitting = app.call_inbox.fitting(arrival, by)
    others = [one for one in app.call_lists.deals(by) if one[0] not in arrival.deal_ids]
    return [*fitting, *others]


def _first(options: Any, fitting: tuple[str, ...]) -> list[tuple[str, str]]:
    return sorted(options, key=lambda one: one[0] not in fitting)


def _sources(app: Any, by: Any) -> Any:
    return app.intake_sources.list(by)


HANDLERS = [listing, show, choose, dismiss]
