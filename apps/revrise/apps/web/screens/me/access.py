"""One's own access: roles, how far one sees, lending a role, breaking the glass."""

from datetime import timedelta
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web import forms
from revrise.apps.web.forms import Form
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
def give(request: Web, app: App, by: By, data: Form) -> Response[Any]:
    """Lends one of one's own roles, or gives any where one may."""
    days, kind = forms.whole(data, "days", 7), forms.text(data, "kind", "delegated")
    command = GiveRole(
        forms.text(data, "person_id"),
        forms.text(data, "role"),
        forms.text(data, "reason"),
        app.clock.now() + timedelta(days=max(1, min(days, 366))),
        kind=kind,
    )
    try:
        app.role_grants.give(command, by)
    except (Invalid, Refused, Conflict) as error:
        errors = forms.problems(error, _FIELDS, visit(request).locale)
        if kind == "temporary" and not isinstance(error, Refused):
            return shown(request, app, by, 422, errors, data)
        return _page(request, app, by, 422, errors=errors, typed=data)
    there = "/admin/access" if kind == "temporary" else "/access"
    return redirect(request, there, words(request)("It counts from now on"))


@post("/access/grants/{grant_id:str}/end")
def end(request: Web, app: App, by: By, grant_id: Part, data: Form) -> Response[Any]:
    """Takes a role back."""
    app.role_grants.end(grant_id, by)
    there = "/admin/access" if forms.text(data, "from") == "admin" else "/access"
    return redirect(request, there, words(request)("It is over"))


@post("/access/break-glass")
def break_glass(request: Web, app: App, by: By, data: Form) -> Response[Any]:
    """Emergency access for an hour."""
    try:
        app.role_grants.break_glass(forms.text(data, "glass"), by)
    except (Invalid, Conflict) as error:
        problem = forms.problems(error, ("reason",), visit(request).locale)
        errors = {"glass" if name == "reason" else name: said for name, said in problem.items()}
        return _page(request, app, by, 422, errors=errors, typed=data)
    return redirect(request, "/access", words(request)("You read everything for an hour"))


def _page(request: Web, app: Any, by: Actor, status: int = 200, **more: Any) -> Response[str]:
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
        errors=more.get("errors") or {},
        typed=more.get("typed") or {},
    )


HANDLERS = [access, give, end, break_glass]
