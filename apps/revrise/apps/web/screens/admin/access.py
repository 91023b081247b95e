"""How far people and teams see, the sets that are made of, and everybody's roles in time."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Conflict, Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.role_grant import RESPONDER
from revrise.services.people.data_ranges import SetRange


@get("/admin/access")
def access(request: Web, app: App, by: By) -> Response[str]:
    """Ranges, sets, roles in time."""
    return shown(request, app, by)


@post("/admin/access/ranges")
def set_range(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Gives a range, or leaves it to the roles again."""
    subject, _, subject_id = form.text("subject").partition(":")
    kind, _, set_id = form.text("range").partition(":")
    command = SetRange(subject, subject_id, None if kind == "roles" else kind, set_id or None)
    try:
        app.data_ranges.set_range(command, by)
    except (Invalid, Refused, Conflict) as error:
        form.refused(error, ("subject", "range"), visit(request).locale)
        return shown(request, app, by, 422, form)
    return redirect(request, "/admin/access", words(request)("Saved, and in force"))


@post("/admin/access/sets")
def keep_set(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Makes a set."""
    chosen = form.many("teams"), form.many("people")
    try:
        app.data_ranges.keep_set(form.text("name"), *chosen, by)
    except (Invalid, Conflict) as error:
        form.refused(error, ("name",), visit(request).locale)
        return shown(request, app, by, 422, form)
    return redirect(request, "/admin/access", words(request)("The set is made"))


@post("/admin/access/sets/{set_id:str}/remove")
def remove_set(request: Web, app: App, by: By, set_id: Part) -> Response[Any]:
    """Takes a set away."""
    app.data_ranges.remove_set(set_id, by)
    return redirect(request, "/admin/access", words(request)("The set is gone"))


def shown(
    request: Web, app: Any, by: Actor, status: int = 200, form: Sent | None = None
) -> Response[str]:
    """The page, with what was typed and what is wrong with it."""
    form, people = form or Sent(), app.people.list(by)
    teams = app.directory.teams(by)
    return page(
        request,
        "admin/access.html",
        status,
        ranges=app.data_ranges.ranges(by),
        sets=app.data_ranges.sets(by),
        grants=app.role_grants.grants(by),
        people=people,
        teams=teams,
        names={one["id"]: one["name"] for one in (*people, *teams)},
        roles=[role for role in app.desk.policy.roles(by.tenant_id) if role.name != RESPONDER],
        at=app.clock.now(),
        team_options=[(one["id"], one["name"]) for one in teams],
        people_options=[(one["id"], one["name"]) for one in people],
        errors=form.errors,
        typed=form,
    )


HANDLERS = [access, set_range, keep_set, remove_set]
