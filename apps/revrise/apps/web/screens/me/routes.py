"""One's own settings."""

from typing import Any
from urllib.parse import urlsplit

from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.cookies import small
from revrise.apps.web.forms import Form
from revrise.apps.web.i18n import LANGUAGES
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.safe_next import safe_next
from revrise.apps.web.screens.me import access, privacy, security
from revrise.apps.web.visit import LOCALE, THEME, THEMES
from revrise.core.errors import Invalid

_A_YEAR = 365 * 86_400


@get("/more")
def more(request: Web, by: By) -> Response[str]:  # noqa: ARG001 - only for who is logged in
    """Every place and setting, for small screens."""
    return page(request, "me/more.html")


@post("/me/language", opt={"public": True})
def language(request: Web, app: App, form: Form) -> Response[Any]:
    """Another language: of the person, or of this browser before log-in."""
    chosen = form.text("language")
    if chosen not in LANGUAGES:
        raise Invalid(f"cannot be {chosen!r}", culprit="language", remedy="use en or zh")
    if request.user is not None:
        app.directory.speak(chosen, request.user.actor)
        gatehouse = request.app.state.gatehouse
        gatehouse.authenticator.forget(request.cookies.get(gatehouse.cookie.name, ""))
    return _back(request, LOCALE, chosen)


@post("/me/theme", opt={"public": True})
def theme(request: Web, form: Form) -> Response[Any]:
    """Another theme, for this browser."""
    chosen = form.text("theme")
    if chosen not in THEMES:
        raise Invalid(f"cannot be {chosen!r}", culprit="theme", remedy=", ".join(THEMES))
    return _back(request, THEME, chosen)


def _back(request: Web, name: str, value: str) -> Response[Any]:
    came = urlsplit(request.headers.get("referer", ""))
    there = f"{came.path}?{came.query}" if came.query else came.path
    response = redirect(request, safe_next(there or "/"))
    response.set_cookie(small(request, name, value, _A_YEAR))
    return response


HANDLERS = [more, language, theme, *privacy.HANDLERS, *security.HANDLERS, *access.HANDLERS]
