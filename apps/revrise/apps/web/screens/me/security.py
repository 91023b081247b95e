"""How one proves who one is: password, open sessions, API keys."""

from typing import Any

from litestar import Response, post

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web import forms
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get
from revrise.apps.web.visit import words
from revrise.core.errors import Invalid, Refused, RevRiseError
from revrise.services.identity.accounts import ChangePassword
from revrise.services.identity.keyring import MakeKey, NewKey

_HERE = "/me/security"
LIVES = (7, 30, 90, 365)


@get("/me/security", sync_to_thread=True)
def show(request: Web, app: App, by: By) -> Response[str]:
    """What one holds."""
    return _page(request, app, by)


@post("/me/password", sync_to_thread=True)
def password(request: Web, app: App, by: By, data: Form) -> Response[Any]:
    """Another password of one's own; other sessions end."""
    _ = words(request)
    old, new = forms.text(data, "old"), forms.text(data, "new")
    command = ChangePassword(old, new, keep_session=request.user.credential_id)
    try:
        app.accounts.change_password(command, by)
    except Refused:
        return _page(request, app, by, {"old": _("The old password is wrong.")})
    except Invalid:
        weak = _("Take a longer password that nobody guesses: a sentence, or four unrelated words.")
        return _page(request, app, by, {"new": weak})
    return redirect(request, _HERE, _("Password changed; other sessions are over"))


@post("/me/keys", sync_to_thread=True)
def make_key(request: Web, app: App, by: By, data: Form) -> Response[Any]:
    """A new key; its secret is shown this once."""
    _ = words(request)
    command = MakeKey(
        forms.text(data, "name").strip(),
        forms.whole(data, "days", LIVES[1]),
        forms.text(data, "read_only") == "1",
    )
    try:
        made = app.keyring.make_key(command, by)
    except RevRiseError as error:
        if not isinstance(error, Invalid):
            raise
        return _page(request, app, by, {"name": _("Give the key a name.")})
    return _page(request, app, by, made=made)


@post("/me/keys/{key_id:str}/end", sync_to_thread=True)
def end_key(request: Web, app: App, by: By, key_id: Part) -> Response[Any]:
    """A key that opens nothing any more."""
    _ = words(request)
    app.keyring.end_key(key_id, by)
    return redirect(request, _HERE, _("The key is over"))


@post("/me/sessions/{session_id:str}/end", sync_to_thread=True)
def end_session(request: Web, app: App, by: By, session_id: Part) -> Response[Any]:
    """Logged out elsewhere."""
    _ = words(request)
    app.keyring.end_session(session_id, by)
    return redirect(request, _HERE, _("That session is over"))


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
    )


HANDLERS = [show, password, make_key, end_key, end_session]
