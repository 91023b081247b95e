"""Sources of calls: in whose name they come in, under which consent, and their secrets."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import words
from revrise.core.errors import Conflict, Invalid, NotFound, Refused, RevRiseError
from revrise.services.intake.commands import AddSource, SourceAdded

_HOME = "/admin/intake"


@get("/admin/intake")
def listing(request: Web, app: App, by: By) -> Response[str]:
    """The sources, for who opens and closes them."""
    app.desk.scope(by, "intake_source", "create")
    return _page(request, app, by)


@post("/admin/intake")
def add(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """A new source; its secret is shown this once."""
    app.desk.scope(by, "intake_source", "create")
    command = AddSource(
        form.text("name"),
        form.text("owner"),
        form.text("consent") or "none",
        form.text("place") or "unknown",
        form.text("country"),
        without_deal=form.text("without_deal") == "1",
        connector=form.text("connector"),
        separately=form.text("separately") == "1",
    )
    try:
        made = app.intake_sources.add(command, by)
    except (Invalid, NotFound, Refused, Conflict) as error:
        return _page(request, app, by, errors=_said(request, error), typed=form)
    return _page(request, app, by, made=made)


@post("/admin/intake/{source_id:str}/rotate")
def rotate(request: Web, app: App, by: By, source_id: Part) -> Response[Any]:
    """A new secret, shown this once."""
    return _page(request, app, by, made=app.intake_sources.rotate(source_id, by))


@post("/admin/intake/{source_id:str}/switch")
def switch(request: Web, app: App, by: By, source_id: Part, form: Form) -> Response[Any]:
    """On or off."""
    _ = words(request)
    app.intake_sources.switch(source_id, by, active=form.text("active") == "1")
    return redirect(request, _HOME, _("Saved"))


@post("/admin/intake/{source_id:str}/sync")
def sync(request: Web, app: App, by: By, source_id: Part) -> Response[Any]:
    """Asks its system for new calls, in a job."""
    _ = words(request)
    try:
        app.call_syncs.ask(source_id, by)
    except Conflict:
        return redirect(request, _HOME, _("It cannot be asked now"))
    return redirect(request, _HOME, _("It is asked for its calls now"))


def _page(
    request: Web,
    app: Any,
    by: Any,
    *,
    made: SourceAdded | None = None,
    errors: dict[str, str] | None = None,
    typed: Sent | None = None,
) -> Response[str]:
    return page(
        request,
        "admin/intake.html",
        422 if errors else 200,
        sources=app.intake_sources.list(by),
        people=app.intake_sources.people(by),
        names=app.intake_sources.names(by),
        made=made,
        titles={one.id: one.title for one in app.intake_sources.connectors()},
        address=f"{app.settings.server.public_url or ''}/v1/intake/",
        errors=errors or {},
        typed=typed or Sent(),
    )


def _said(request: Web, error: RevRiseError) -> dict[str, str]:
    _ = words(request)
    if error.culprit == "name":
        return {"name": _("Give it a name")}
    if error.culprit == "connector":
        return {"connector": _("Another source asks it already, or its keys are not set")}
    if error.culprit == "country":
        return {"country": _("Digits such as 86, 1 or 49")}
    return {"owner": _("Choose somebody who may add calls")}


HANDLERS = [listing, add, rotate, switch, sync]
