"""Logging in, logging out, the first password."""

from typing import Any

from litestar import Response, post

from revrise.apps.api.deps import App, Web
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.safe_next import safe_next
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.identity.throttle import Locked

# Open to whoever has not logged in yet.
PUBLIC = {"public": True}
LOGS_IN = {"public": True, "logs_in": True}


@get("/login", sync_to_thread=False, opt=PUBLIC)
def ask(request: Web) -> Response[Any]:
    """The form."""
    onwards = safe_next(request.query_params.get("next"))
    if request.user is not None:
        return _to(onwards)
    return _form(request, onwards)


@post("/login", status_code=303, opt=LOGS_IN)
async def log_in(request: Web) -> Response[Any]:
    """A new session, or the form with what was wrong."""
    form = await request.form()
    login, onwards = _text(form, "login"), safe_next(_text(form, "next"))
    gatehouse = request.app.state.gatehouse
    try:
        made = await gatehouse.log_in(request, login, _text(form, "password"))
    except Locked as locked:
        answer = _form(request, onwards, login, "locked", status=429, wait_s=locked.wait_s)
        answer.headers["Retry-After"] = str(locked.wait_s)
        return answer
    except Refused:
        return _form(request, onwards, login, "wrong", status=422)
    return _to(onwards, gatehouse.cookie.holding(made.token))


@post("/logout", status_code=303, opt=PUBLIC)
async def log_out(request: Web) -> Response[Any]:
    """The session is over."""
    return _to("/login", await request.app.state.gatehouse.log_out(request))


@get("/welcome", sync_to_thread=True, opt=PUBLIC)
def welcome(request: Web, app: App) -> Response[str]:
    """Where an invitation leads: choose a password."""
    token = request.query_params.get("token", "")
    try:
        name = app.accounts.invitation(token)
    except NotFound:
        return page(request, "login/welcome.html", 404, name="", token="", error="over", why="")
    return page(request, "login/welcome.html", name=name, token=token, error="", why="")


@post("/welcome", status_code=303, opt=LOGS_IN)
async def accept(request: Web) -> Response[Any]:
    """The first password is set, and somebody is logged in."""
    form = await request.form()
    token, gatehouse = _text(form, "token"), request.app.state.gatehouse
    try:
        made = await gatehouse.accept(request, token, _text(form, "password"))
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
    return _to("/", gatehouse.cookie.holding(made.token))


def _form(
    request: Web,
    onwards: str,
    login: str = "",
    error: str = "",
    *,
    status: int = 200,
    wait_s: int = 0,
) -> Response[str]:
    return page(
        request,
        "login/login.html",
        status,
        onwards=onwards,
        login=login,
        error=error,
        wait_s=wait_s,
    )


def _to(where: str, *cookies: Any) -> Response[Any]:
    return Response(None, status_code=303, headers={"Location": where}, cookies=list(cookies))


def _text(form: Any, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


HANDLERS = [ask, log_in, log_out, welcome, accept]
