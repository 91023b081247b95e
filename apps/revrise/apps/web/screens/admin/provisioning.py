"""The company's directory: its tokens, and what its groups give."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.identity.provisioning import NEVER
from revrise.services.provisioning.groups import MapGroup

_PATH = "/admin/provisioning"


@get(_PATH)
def provisioning(request: Web, app: App, by: By) -> Response[str]:
    """Tokens and groups."""
    return _page(request, app, by)


@post(_PATH + "/tokens")
def make_token(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """A new token, shown this once."""
    try:
        made = app.provisioning_tokens.make(form.text("name"), form.whole("days") or 0, by)
    except Invalid as error:
        form.refused(error, ("name", "days"), visit(request).locale)
        return _page(request, app, by, 422, errors=form.errors)
    return _page(request, app, by, made=made)


@post(_PATH + "/tokens/{token_id:str}/end")
def end_token(request: Web, app: App, by: By, token_id: Part) -> Response[Any]:
    """Ends a token."""
    app.provisioning_tokens.end(token_id, by)
    return redirect(request, _PATH, words(request)("The token is over"))


@post(_PATH + "/groups/{group_id:str}")
def map_group(request: Web, app: App, by: By, group_id: Part, form: Form) -> Response[Any]:
    """What the members of a group get."""
    roles = form.many("roles")
    try:
        app.scim_groups.map(MapGroup(group_id, roles, form.maybe("team_id")), by)
    except (Invalid, Refused, NotFound) as error:
        form.refused(error, ("roles", "team_id"), visit(request).locale)
        return _page(request, app, by, 422, errors=form.errors)
    return redirect(request, _PATH, words(request)("Saved, and in force"))


def _page(request: Web, app: Any, by: Actor, status: int = 200, **more: Any) -> Response[str]:
    public = app.settings.server.public_url or str(request.base_url)
    return page(
        request,
        "admin/provisioning.html",
        status,
        address=public.rstrip("/") + "/scim/v2",
        tokens=app.provisioning_tokens.open(by),
        groups=app.scim_groups.listed(by),
        teams=app.directory.teams(by),
        roles=[role for role in app.desk.policy.roles(by.tenant_id) if role.name not in NEVER],
        at=app.clock.now(),
        made=more.get("made"),
        errors=more.get("errors") or {},
    )


HANDLERS = [provisioning, make_token, end_token, map_group]
