"""People: who there is, in which team and role, and how they log in."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent, fault
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Conflict, Invalid, NotFound, Refused, RevRiseError, Stale
from revrise.core.governance.actor import Actor
from revrise.core.governance.role_grant import RESPONDER
from revrise.core.governance.rule import HAS, All, Column, Compare, Const, Rule, folded, where
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import View
from revrise.services.identity.accounts import SetPassword
from revrise.services.people.directory import PersonDetails

_PAGE = 50
_FIELDS = ("name", "email", "team_id", "roles", "locale")
_NOBODY: Mapping[str, Any] = {
    "id": "",
    "name": "",
    "email": "",
    "team_id": "",
    "roles": ("rep",),
    "locale": "en",
    "active": True,
    "version": 0,
}


@frozen
class Listed:
    """A page of people, and the cursor of the next one."""

    rows: Sequence[View]
    cursor: str | None
    text: str
    team: str
    off: bool


@get("/admin/people")
def listing(request: Web, app: App, by: By) -> Response[str]:
    """Everybody, by name."""
    _managing(app, by)
    asked = request.query_params
    text, team, off = asked.get("q", ""), asked.get("team", ""), asked.get("off") == "1"
    rule, after = narrowed(text, team, off=off), asked.get("cursor") or None
    query = Query(rule, (("name", False),), _PAGE + 1, after=after)
    rows = app.shelf.rows(Person, "person", by, query)
    cursor = rows[_PAGE - 1]["id"] if len(rows) > _PAGE else None
    found = Listed(rows[:_PAGE], cursor, text, team, off)
    teams = {row["id"]: row["name"] for row in app.directory.teams(by)}
    return page(request, "admin/people.html", part="rows", found=found, teams=teams)


@get("/admin/people/new")
def new(request: Web, app: App, by: By) -> Response[str]:
    """The form for somebody new."""
    _managing(app, by)
    return _form(request, app, by, _NOBODY, {})


@post("/admin/people")
def add(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Somebody new, then their page."""
    _managing(app, by)
    _ = words(request)
    try:
        person = app.directory.add(_details(form), by)
    except (Invalid, Conflict, Refused) as error:
        return _form(request, app, by, _typed(_NOBODY, form), _said(request, error))
    return redirect(request, f"/admin/people/{person.id}", _("%(name)s added", name=person.name))


@get("/admin/people/{person_id:str}")
def show(request: Web, app: App, by: By, person_id: Part) -> Response[str]:
    """Somebody's details and how they log in."""
    _managing(app, by)
    return _form(request, app, by, app.shelf.one(Person, "person", by, person_id), {})


@post("/admin/people/{person_id:str}")
def change(request: Web, app: App, by: By, person_id: Part, form: Form) -> Response[Any]:
    """Other details."""
    _managing(app, by)
    _ = words(request)
    try:
        app.directory.change(person_id, _details(form), form.whole("version") or 0, by)
    except Stale:
        raise
    except (Invalid, Conflict, Refused) as error:
        row = app.shelf.one(Person, "person", by, person_id)
        return _form(request, app, by, _typed(row, form), _said(request, error))
    return redirect(request, f"/admin/people/{person_id}", _("Saved"))


@post("/admin/people/{person_id:str}/active")
def activate(request: Web, app: App, by: By, person_id: Part, form: Form) -> Response[Any]:
    """In again, or out."""
    _ = words(request)
    active = form.text("active") == "1"
    person = app.directory.activate(person_id, form.whole("version") or 0, by, active=active)
    said = (
        _("%(name)s may log in again", name=person.name)
        if active
        else _("%(name)s is logged out for good", name=person.name)
    )
    return redirect(request, f"/admin/people/{person_id}", said)


@post("/admin/people/{person_id:str}/invite")
def invite(request: Web, app: App, by: By, person_id: Part) -> Response[Any]:
    """A link to a first password; shown this once."""
    made = app.accounts.invite(person_id, by)
    site = app.settings.server.public_url or str(request.base_url)
    link = f"{site.rstrip('/')}/welcome?token={made.token}"
    row = app.shelf.one(Person, "person", by, person_id)
    return _form(request, app, by, row, {}, link=link, login=made.login)


@post("/admin/people/{person_id:str}/password")
def password(request: Web, app: App, by: By, person_id: Part, form: Form) -> Response[Any]:
    """A password set for somebody."""
    _ = words(request)
    try:
        app.accounts.set_password(SetPassword(person_id, form.raw("password")), by)
    except Invalid as error:
        row = app.shelf.one(Person, "person", by, person_id)
        return _form(request, app, by, row, {"password": _weak(request, error)})
    return redirect(request, f"/admin/people/{person_id}", _("Password set"))


@post("/admin/people/{person_id:str}/factor")
def reset_factor(request: Web, app: App, by: By, person_id: Part) -> Response[Any]:
    """Somebody's second factor is taken away: their phone is lost."""
    _ = words(request)
    try:
        app.second_factors.reset(person_id, by)
        said = _("Second factor taken away; they are logged out everywhere")
    except NotFound:
        app.shelf.one(Person, "person", by, person_id)
        said = _("There is no second factor")
    return redirect(request, f"/admin/people/{person_id}", said)


@post("/admin/people/{person_id:str}/unlock")
def unlock(request: Web, app: App, by: By, person_id: Part) -> Response[Any]:
    """Failed attempts no longer keep somebody waiting."""
    _ = words(request)
    try:
        app.accounts.unlock(person_id, by)
        said = _("They may try to log in again at once")
    except NotFound:
        app.shelf.one(Person, "person", by, person_id)
        said = _("There is no account yet: make an invitation")
    return redirect(request, f"/admin/people/{person_id}", said)


@post("/admin/people/{person_id:str}/links/{link_id:str}/remove")
def remove_link(request: Web, app: App, by: By, person_id: Part, link_id: Part) -> Response[Any]:
    """An account of a provider that no longer lets somebody in."""
    _ = words(request)
    _managing(app, by)
    row, known = app.shelf.one(Person, "person", by, person_id), app.outside_links.of(by, person_id)
    if link_id not in {one["id"] for one in known}:
        raise NotFound(f"no outside_link {link_id}")
    try:
        app.outside_links.remove(link_id, by)
    except Refused as refused:
        if refused.culprit != "outside_link":
            raise
        return _form(request, app, by, row, {"outside": _("This is your own last way to log in.")})
    return redirect(request, f"/admin/people/{person_id}", _("The link is removed; sessions ended"))


def _managing(app: Any, by: Actor) -> None:
    """Raises Refused for who may only see names."""
    app.desk.scope(by, "person", "manage")


def narrowed(text: str, team: str, *, off: bool) -> Rule:
    """The people a page is narrowed to: words of the name, the team, those deactivated or not."""
    parts: list[Rule] = [] if off else [where(active=True)]
    if team:
        parts.append(where(team_id=team))
    parts += [Compare(HAS, Column("name"), Const(word)) for word in folded(text).split()[:8]]
    return All(tuple(parts))


def _details(form: Sent) -> PersonDetails:
    return PersonDetails(
        form.text("name"),
        form.maybe("email"),
        form.maybe("team_id"),
        form.many("roles"),
        (form.text("locale") or "en"),
    )


def _typed(row: Mapping[str, Any], form: Sent) -> dict[str, Any]:
    details = _details(form)
    return {**row, **{name: getattr(details, name) for name in _FIELDS}}


def _said(request: Web, error: RevRiseError) -> dict[str, str]:
    _ = words(request)
    known = {
        "name": _("Give a name."),
        "email": _("Somebody else has this address.")
        if isinstance(error, Conflict)
        else _("This is no e-mail address."),
        "roles": _("You cannot take your own administration away, nor make an owner.")
        if isinstance(error, Refused)
        else _("Choose at least one role."),
    }
    name = error.culprit if error.culprit in known else ""
    return {name: known.get(name) or fault(error, visit(request).locale)}


def _weak(request: Web, error: Invalid) -> str:
    _ = words(request)
    return _("Too weak: %(why)s", why=fault(error, visit(request).locale))


def _form(
    request: Web,
    app: Any,
    by: Actor,
    row: Mapping[str, Any],
    errors: dict[str, str],
    **more: str,
) -> Response[str]:
    teams = [(one["id"], one["name"]) for one in app.directory.teams(by)]
    return page(
        request,
        "admin/person.html",
        422 if errors else 200,
        row=row,
        teams=teams,
        roles=_roles(app, by, words(request).locale),
        errors=errors,
        links=app.outside_links.of(by, row["id"]) if row["id"] else (),
        link=more.get("link", ""),
        login=more.get("login", ""),
    )


def _roles(app: Any, by: Actor, locale: str) -> list[tuple[str, str]]:
    """The roles somebody can be given, with their titles."""
    return [
        (role.name, (role.title_zh if locale == "zh" else role.title_en) or role.name)
        for role in app.desk.policy.roles(by.tenant_id)
        if role.name != RESPONDER and (role.name != "owner" or "owner" in by.roles)
    ]


HANDLERS = [
    listing,
    new,
    add,
    show,
    change,
    activate,
    invite,
    password,
    reset_factor,
    remove_link,
    unlock,
]
