"""Privacy: consent coverage, retention, legal holds, erasure, copies of people's data."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, fault
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.admin.privacy_new import again
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Conflict, Invalid, NotFound
from revrise.services.privacy.erasures import RequestErasure
from revrise.services.privacy.holds import PlaceHold
from revrise.services.privacy.subjects import Subject

_HERE = "/admin/privacy"
_WRONG = (Invalid, NotFound, Conflict)


@get("/admin/privacy")
def show(request: Web, app: App, by: By) -> Response[str]:
    """All of it on one page."""
    return _page(request, app, by)


@post("/admin/privacy/retention")
def keep(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """How long a class is kept; nothing in the field keeps it for good."""
    _ = words(request)
    whole = form.whole("days")
    days = (-1 if whole is None else whole) if form.text("days") else None
    try:
        app.retention.set(form.text("class"), days, by)
    except Invalid as error:
        return _page(request, app, by, error)
    return redirect(request, _HERE, _("Saved"))


@post("/admin/privacy/holds")
def hold(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """A new hold."""
    _ = words(request)
    kind, about = form.text("kind"), form.text("subject_id")
    try:
        app.holds.place(PlaceHold(kind, about, form.text("reason")), by)
    except _WRONG as error:
        given = "hold", Subject(kind, about, ""), form.text("reason")
        return again(request, app, by, given, error)
    return redirect(request, _HERE, _("Held"))


@post("/admin/privacy/holds/{hold_id:str}/release")
def release(request: Web, app: App, by: By, hold_id: Part, form: Form) -> Response[Any]:
    """The end of a hold."""
    _ = words(request)
    try:
        app.holds.release(hold_id, form.text("because"), by)
    except (Invalid, Conflict) as error:
        return _page(request, app, by, error)
    return redirect(request, _HERE, _("Released"))


@post("/admin/privacy/erasures")
def request_(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """The first step of an erasure."""
    _ = words(request)
    command = RequestErasure(
        form.text("person_id"),
        form.text("why"),
        "card" if form.text("of") == "card" else "person",
    )
    try:
        app.erasures.request(command, by)
    except _WRONG as error:
        given = "erase", Subject(command.kind, command.subject_id, ""), command.reason
        return again(request, app, by, given, error)
    return redirect(request, _HERE, _("Asked for; confirm it to erase them"))


@post("/admin/privacy/erasures/{erasure_id:str}/{step:str}")
def decide(request: Web, app: App, by: By, erasure_id: Part, step: Part) -> Response[Any]:
    """The second step, or none."""
    _ = words(request)
    if step not in ("confirm", "refuse"):
        raise NotFound(f"no step {step}")
    try:
        if step == "confirm":
            app.erasures.confirm(erasure_id, by)
        else:
            app.erasures.refuse(erasure_id, by)
    except Conflict as error:
        return _page(request, app, by, error)
    said = _("A worker erases them now") if step == "confirm" else _("Turned down")
    return redirect(request, _HERE, said)


@post("/admin/privacy/exports")
def export(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """A copy for anybody."""
    _ = words(request)
    try:
        app.subject_exports.ask(by, form.text("person_id"))
    except NotFound as error:
        return _page(request, app, by, error)
    return redirect(request, _HERE, _("A worker makes the copy"))


def _page(request: Web, app: Any, by: Any, error: Any = None) -> Response[str]:
    holds, erasures = app.holds.list(by), app.erasures.list(by)
    copies = app.subject_exports.list(by)
    about = [
        *((one.kind, one.subject_id) for one in holds),
        *((one.subject_kind, one.subject_id) for one in erasures),
        *(("person", one.person_id) for one in copies),
    ]
    return page(
        request,
        "admin/privacy.html",
        422 if error is not None else 200,
        coverage=app.consent_coverage.report(by),
        retention=app.retention.report(by),
        holds=holds,
        erasures=erasures,
        copies=copies,
        names=app.privacy_subjects.names(about, by),
        errors={"": fault(error, visit(request).locale)} if error is not None else {},
    )


HANDLERS = [show, keep, hold, release, request_, decide, export]
