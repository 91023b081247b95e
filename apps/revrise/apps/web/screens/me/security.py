"""How one proves who one is: password, second factor, open sessions, API keys."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import words
from revrise.core.errors import Invalid, NotFound, Refused, RevRiseError
from revrise.core.identity.throttle import Locked
from revrise.services.identity.accounts import ChangePassword
from revrise.services.identity.keyring import MakeKey, NewKey
from revrise.services.identity.second_factors import ConfirmFactor

_HERE = "/me/security"
LIVES = (7, 30, 90, 365)


@get("/me/security")
def show(request: Web, app: App, by: By) -> Response[str]:
    """What one holds."""
    return _page(request, app, by)


@post("/me/password")
def password(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Another password of one's own; other sessions end."""
    _ = words(request)
    old, new = form.raw("old"), form.raw("new")
    command = ChangePassword(old, new, keep_session=request.user.credential_id)
    try:
        app.accounts.change_password(command, by)
    except Locked as locked:
        return _page(request, app, by, {"old": _not_proved(request, locked)["proof"]})
    except Refused:
        return _page(request, app, by, {"old": _("The old password is wrong.")})
    except Invalid:
        weak = _("Take a longer password that nobody guesses: a sentence, or four unrelated words.")
        return _page(request, app, by, {"new": weak})
    return redirect(request, _HERE, _("Password changed; other sessions are over"))


@post("/me/keys")
def make_key(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """A new key; its secret is shown this once."""
    _ = words(request)
    command = MakeKey(
        form.text("name"),
        LIVES[1] if (days := form.whole("days")) is None else days,
        form.text("read_only") == "1",
        tuple(form.text("scopes").split()),
    )
    try:
        made = app.keyring.make_key(command, by)
    except RevRiseError as error:
        if not isinstance(error, Invalid):
            raise
        said = {
            "name": _("Give the key a name."),
            "scopes": _("There is no such scope. Take a resource like deal, or deal:read."),
        }
        name = error.culprit if error.culprit in said else "name"
        return _page(request, app, by, {name: said[name]})
    return _page(request, app, by, made=made)


@post("/me/keys/{key_id:str}/end")
def end_key(request: Web, app: App, by: By, key_id: Part) -> Response[Any]:
    """A key that opens nothing any more."""
    _ = words(request)
    app.keyring.end_key(key_id, by)
    return redirect(request, _HERE, _("The key is over"))


@post("/me/sessions/{session_id:str}/end")
def end_session(request: Web, app: App, by: By, session_id: Part) -> Response[Any]:
    """Logged out elsewhere."""
    _ = words(request)
    app.keyring.end_session(session_id, by)
    return redirect(request, _HERE, _("That session is over"))


@post("/me/links/{link_id:str}/remove")
def remove_link(request: Web, app: App, by: By, link_id: Part) -> Response[Any]:
    """An account of a provider that opens nothing here any more."""
    _ = words(request)
    try:
        app.outside_links.remove(link_id, by, request.user.credential_id)
    except Refused as refused:
        if refused.culprit != "outside_link":
            raise
        last = _("This is your last way to log in. Ask an administrator for an invitation first.")
        return _page(request, app, by, {"link": last})
    return redirect(request, _HERE, _("The link is removed; other sessions are over"))


@get("/me/factor")
def factor(request: Web, app: App, by: By) -> Response[Any]:
    """What to tell the app, and the form for its first code."""
    _in_person(request)
    return _to_tell(request, app, by)


@post("/me/factor")
def start_factor(request: Web, app: App, by: By) -> Response[Any]:
    """A second factor that waits for its first code."""
    _in_person(request)
    app.second_factors.start(by)
    return redirect(request, "/me/factor")


@post("/me/factor/confirm")
def confirm_factor(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Switched on; the recovery codes are shown this once."""
    _in_person(request)
    _ = words(request)
    command = ConfirmFactor(form.text("code"), request.user.credential_id)
    try:
        codes = app.second_factors.confirm(command, by)
    except NotFound:
        return redirect(request, _HERE)
    except Refused:
        return _to_tell(request, app, by, {"code": _("This code is wrong, or was used before.")})
    return page(request, "me/factor.html", told=None, codes=codes, errors={})


@post("/me/factor/codes")
def new_codes(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Other recovery codes, shown this once."""
    _in_person(request)
    try:
        codes = app.second_factors.new_codes(form.raw("proof"), by)
    except Refused as refused:
        return _page(request, app, by, _not_proved(request, refused))
    return page(request, "me/factor.html", told=None, codes=codes, errors={})


@post("/me/factor/off")
def factor_off(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """No second factor any more."""
    _in_person(request)
    _ = words(request)
    try:
        app.second_factors.switch_off(form.raw("proof"), by)
    except Refused as refused:
        return _page(request, app, by, _not_proved(request, refused))
    return redirect(request, _HERE, _("The second factor is off"))


def _in_person(request: Web) -> None:
    """Raises Refused for an API key: who found one would lock its owner out with it."""
    if request.user.via != "session":
        raise Refused("no API key sets up a second factor", culprit="via", remedy="log in")


def _not_proved(request: Web, refused: Refused) -> dict[str, str]:
    _ = words(request)
    if isinstance(refused, Locked):
        wait = refused.wait_s
        return {"proof": _("Too many attempts failed. Try again in %(wait)s seconds.", wait=wait)}
    if refused.culprit == "proof":
        return {"proof": _("This is not your password.")}
    return {"proof": _("Your role asks for a second factor; ask an administrator.")}


def _to_tell(
    request: Web, app: Any, by: Any, errors: dict[str, str] | None = None
) -> Response[Any]:
    try:
        told = app.second_factors.enrolment(by)
    except NotFound:
        return redirect(request, _HERE)
    status = 422 if errors else 200
    return page(request, "me/factor.html", status, told=told, codes=(), errors=errors or {})


def _page(
    request: Web,
    app: Any,
    by: Any,
    errors: dict[str, str] | None = None,
    made: NewKey | None = None,
) -> Response[str]:
    return page(
        request,
        "me/security.html",
        422 if errors else 200,
        sessions=app.keyring.sessions(by),
        keys=app.keyring.keys(by),
        errors=errors or {},
        made=made,
        lives=LIVES,
        factor=app.second_factors.state(by),
        links=app.outside_links.of(by),
        provider=app.settings.oidc,
    )


HANDLERS = [
    show,
    password,
    make_key,
    end_key,
    end_session,
    remove_link,
    factor,
    start_factor,
    confirm_factor,
    new_codes,
    factor_off,
]
