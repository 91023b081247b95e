"""The second step of a log-in: a code, or a second factor to set up first."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, Web
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page
from revrise.apps.web.routing import get, post
from revrise.apps.web.safe_next import safe_next
from revrise.apps.web.screens.login.entering import LOGS_IN, PUBLIC, entered, going
from revrise.core.errors import NotFound, Refused
from revrise.core.identity.throttle import Locked


@get("/login/code", opt=PUBLIC)
def ask_code(request: Web, app: App) -> Response[Any]:
    """The form for a code; back to the log-in where none is due."""
    return _page(request, app, "code", safe_next(request.query_params.get("next")))


@post("/login/code", opt=LOGS_IN)
async def give_code(request: Web, form: Form) -> Response[Any]:
    """A new session, or the form with what was wrong."""
    gatehouse = request.app.state.gatehouse
    onwards = safe_next(form.raw("next"))
    try:
        made = await gatehouse.finish(request, gatehouse.step(request), form.raw("code"))
    except NotFound:
        return going("/login", gatehouse.cookie.done())
    except Locked as locked:
        return _locked(request, onwards, locked)
    except Refused:
        return _form(request, "code", onwards, "wrong", status=422)
    return entered(gatehouse, made, onwards)


@get("/login/enrol", opt=PUBLIC)
def ask_enrolment(request: Web, app: App) -> Response[Any]:
    """What to tell the app, and the form for its first code."""
    return _page(request, app, "enrol", safe_next(request.query_params.get("next")))


@post("/login/enrol", opt=LOGS_IN)
async def enrol(request: Web, app: App, form: Form) -> Response[Any]:
    """The recovery codes, shown once, and a session with them."""
    gatehouse = request.app.state.gatehouse
    onwards = safe_next(form.raw("next"))
    try:
        made = await gatehouse.enrol(request, form.raw("code"))
    except NotFound:
        return going("/login", gatehouse.cookie.done())
    except Refused:
        return _page(request, app, "enrol", onwards, "wrong", status=422)
    shown = page(request, "login/codes.html", codes=made.codes, onwards=onwards)
    shown.set_cookie(gatehouse.cookie.holding(made.logged_in.token))
    shown.set_cookie(gatehouse.cookie.known(made.logged_in.token))
    shown.set_cookie(gatehouse.cookie.done())
    return shown


def _page(
    request: Web, app: Any, kind: str, onwards: str, error: str = "", *, status: int = 200
) -> Response[Any]:
    gatehouse = request.app.state.gatehouse
    token = gatehouse.step(request)
    try:
        missing = app.second_step.missing(token)
        told = app.second_step.enrolment(token) if missing == kind == "enrol" else None
    except NotFound:
        missing, told = "", None
    if missing != kind:
        return going("/login", gatehouse.cookie.done())
    return _form(request, kind, onwards, error, told, status=status)


def _locked(request: Web, onwards: str, locked: Locked) -> Response[Any]:
    answer = _form(request, "code", onwards, "locked", status=429, wait_s=locked.wait_s)
    answer.headers["Retry-After"] = str(locked.wait_s)
    return answer


def _form(
    request: Web,
    kind: str,
    onwards: str,
    error: str,
    told: Any = None,
    *,
    status: int = 200,
    wait_s: int = 0,
) -> Response[Any]:
    return page(
        request,
        f"login/{kind}.html",
        status,
        onwards=onwards,
        error=error,
        told=told,
        wait_s=wait_s,
    )


HANDLERS = [ask_code, give_code, ask_enrolment, enrol]
