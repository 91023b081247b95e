"""One's own access: roles, how far one sees, lending a role, breaking the glass."""

from datetime import timedelta
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent, fault
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.admin.access import shown
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Conflict, Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.role_grant import RESPONDER
from revrise.services.policy.role_grants import GiveRole
from revrise.services.reach import may

_FIELDS = ("person_id", "role", "reason", "ends_at")


@get("/access")
def access(request: Web, app: App, by: By) -> Response[str]:
    """Roles, range, roles in time."""
    return _page(request, app, by)


@post("/access/grants")
def give(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Lends one of one's own roles, or gives any where one may."""
    days, kind = form.whole("days"), form.text("kind") or "delegated"
    command = GiveRole(
        form.text("person_id"),
        form.text("role"),
        form.text("reason"),
        app.clock.now() + timedelta(days=max(1, min(7 if days is None else days, 366))),
        kind=kind,
    )
    try:
        app.role_grants.give(command, by)
    except (Invalid, Refused, Conflict) as error:
        form.refused(error, _FIELDS, visit(request).locale)
        if kind == "temporary" and not isinstance(error, Refused):
            return shown(request, app, by, 422, form)
        return _page(request, app, by, 422, form)
    there = "/admin/access" if kind == "temporary" else "/access"
    return redirect(request, there, words(request)("It counts from now on"))


@post("/access/grants/{grant_id:str}/end")
def end(request: Web, app: App, by: By, grant_id: Part, form: Form) -> Response[Any]:
    """Takes a role back."""
    app.role_grants.end(grant_id, by)
    there = "/admin/access" if form.text("from") == "admin" else "/access"
    return redirect(request, there, words(request)("It is over"))


@post("/access/break-glass")
def break_glass(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Emergency access for an hour."""
    try:
        app.role_grants.break_glass(form.text("glass"), by)
    except (Invalid, Conflict) as error:
        at = "glass" if error.culprit == "reason" else ""
        form.errors[at] = fault(error, visit(request).locale)
        return _page(request, app, by, 422, form)
    return redirect(request, "/access", words(request)("You read everything for an hour"))


def _page(
    request: Web, app: Any, by: Actor, status: int = 200, form: Sent | None = None
) -> Response[str]:
    form = form or Sent()
    people = app.people.list(by)
    roles = app.desk.policy.roles(by.tenant_id)
    reach = by.reach
    names = {one["id"]: one["name"] for one in (*people, *app.directory.teams(by))}
    return page(
        request,
        "me/access.html",
        status,
        grants=app.role_grants.grants(by) if may(app.desk, by, "role_grant", "read") else (),
        people=[one for one in people if one["id"] != by.person_id],
        names=names,
        roles=[one for one in roles if one.name in by.roles and one.name != RESPONDER],
        held=[one for one in roles if one.name in by.roles],
        everything=bool(reach and reach.everything),
        teams=sorted(names.get(one, one) for one in (reach.teams if reach else ())),
        others=sorted(names.get(one, one) for one in (reach.people if reach else ())),
        lends=may(app.desk, by, "role_grant", "delegate"),
        breaks=may(app.desk, by, "role_grant", "break_glass") and RESPONDER not in by.roles,
        at=app.clock.now(),
        errors=form.errors,
        typed=form,
    )


HANDLERS = [access, give, end, break_glass]
