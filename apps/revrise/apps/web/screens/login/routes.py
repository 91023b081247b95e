"""Logging in, logging out, the first password."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, Web
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page
from revrise.apps.web.routing import get, post
from revrise.apps.web.safe_next import safe_next
from revrise.apps.web.screens.login import provider, steps
from revrise.apps.web.screens.login.entering import LOGS_IN, PUBLIC, entered, going
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.identity.throttle import Locked


@get("/login", sync_to_thread=False, opt=PUBLIC)
def ask(request: Web) -> Response[Any]:
    """The form."""
    onwards = safe_next(request.query_params.get("next"))
    if request.user is not None:
        return going(onwards)
    return _form(request, onwards, error="lost" if request.query_params.get("lost") else "")


@post("/login", opt=LOGS_IN)
async def log_in(request: Web, form: Form) -> Response[Any]:
    """A new session, or the form with what was wrong."""
    login, onwards = form.raw("login"), safe_next(form.raw("next"))
    gatehouse = request.app.state.gatehouse
    try:
        made = await gatehouse.log_in(request, login, form.raw("password"))
    except Locked as locked:
        answer = _form(request, onwards, login, "locked", status=429, wait_s=locked.wait_s)
        answer.headers["Retry-After"] = str(locked.wait_s)
        return answer
    except Refused:
        return _form(request, onwards, login, "wrong", status=422)
    return entered(gatehouse, made, onwards)


@post("/logout", opt=PUBLIC)
async def log_out(request: Web) -> Response[Any]:
    """The session is over."""
    return going("/login", await request.app.state.gatehouse.log_out(request))


@get("/welcome", opt=PUBLIC)
def welcome(request: Web, app: App) -> Response[str]:
    """Where an invitation leads: choose a password."""
    token = request.query_params.get("token", "")
    try:
        name = app.accounts.invitation(token)
    except NotFound:
        return page(request, "login/welcome.html", 404, name="", token="", error="over", why="")
    return page(request, "login/welcome.html", name=name, token=token, error="", why="")


@post("/welcome", opt=LOGS_IN)
async def accept(request: Web, form: Form) -> Response[Any]:
    """The first password is set, and somebody is logged in."""
    token, gatehouse = form.raw("token"), request.app.state.gatehouse
    try:
        made = await gatehouse.accept(request, token, form.raw("password"))
    except NotFound:
        return page(request, "login/welcome.html", 404, name="", token="", error="over", why="")
    except Invalid as weak:
        name = gatehouse.app.accounts.invitation(token)
        return page(
            request,
            "login/welcome.html",
            422,
            name=name,
            token=token,
            error="weak",
            why=weak.message,
        )
    return entered(gatehouse, made, "/")


def _form(
    request: Web,
    onwards: str,
    login: str = "",
    error: str = "",
    *,
    status: int = 200,
    wait_s: int = 0,
) -> Response[str]:
    outside = request.app.state.revrise.settings.oidc
    return page(
        request,
        "login/login.html",
        status,
        outside=(outside.name or "SSO") if outside.issuer else "",
        onwards=onwards,
        login=login,
        error=error,
        wait_s=wait_s,
    )


HANDLERS = [ask, log_in, log_out, welcome, accept, *steps.HANDLERS, *provider.HANDLERS]
