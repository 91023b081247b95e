"""Logging in and out over the API: the operations that nobody has to be logged in for."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from litestar import Request, delete, post
from litestar.response.base import ASGIResponse

from revrise.apps.api import bodies
from revrise.apps.api.dispatch import refusal
from revrise.apps.api.errors import problem
from revrise.apps.api.problems import Problem, language
from revrise.apps.api.views.log_in import Credentials, LoggedIn
from revrise.apps.server.gatehouse import Gatehouse
from revrise.core.bilingual import Bilingual
from revrise.core.errors import Refused
from revrise.core.identity.login_step import CODE
from revrise.core.identity.throttle import Locked
from revrise.services.identity.opening import HalfIn
from revrise.services.identity.opening import LoggedIn as Session

Web = Request[Any, Any, Any]
_MOST = 4_096
_JSON = msgspec.json.Encoder()
_WRONG = Bilingual("The name or the password is wrong.", "用户名或密码不正确。")
_CODE = Bilingual(
    "This account also needs a code: send it too.", "此账号还需要验证码：请一并发送。"
)
_ENROL = Bilingual("Set up a second factor in the web app first.", "请先在网页中设置双重验证。")
_TYPE = Bilingual("Send application/json.", "请发送 application/json。")
_PUBLIC = {"public": True, "api": True}


async def _answered(request: Web, work: Callable[[], Awaitable[ASGIResponse]]) -> ASGIResponse:
    try:
        return await work()
    except Exception as error:  # noqa: BLE001  # whatever it is, it becomes a problem
        tongue = language(request.headers.get("accept-language", ""))
        return refusal(_problem(error), tongue, request.scope)


def _problem(error: Exception) -> Problem:
    if isinstance(error, Locked):
        said = Bilingual(f"Wait {error.wait_s} s.", f"请等待 {error.wait_s} 秒。")
        return Problem("too-many-requests", said, headers={"Retry-After": str(error.wait_s)})
    if isinstance(error, Refused):
        return Problem("unauthenticated", _WRONG, headers={"WWW-Authenticate": "Bearer"})
    return problem(error)


async def _both(gatehouse: Gatehouse, request: Web, given: Credentials) -> Session:
    """The session after both steps. Raises Problem where the second one is missing."""
    made = await gatehouse.log_in(request, given.login, given.password)
    if not isinstance(made, HalfIn):
        return made
    if made.missing != CODE:
        raise Problem("refused", _ENROL)
    if given.code is None:
        raise Problem("unauthenticated", _CODE, headers={"WWW-Authenticate": "Bearer"})
    return await gatehouse.finish(request, made.token, given.code)


@post("/v1/session", status_code=201, opt=_PUBLIC | {"logs_in": True})
async def log_in(request: Web) -> ASGIResponse:
    """A new session: its cookie, and the token that changes have to carry."""
    gatehouse: Gatehouse = request.app.state["gatehouse"]

    async def work() -> ASGIResponse:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise Problem("unsupported-media-type", _TYPE)
        raw = await bodies.read(request.stream(), _MOST)
        given: Credentials = bodies.decode(raw, Credentials)
        made = await _both(gatehouse, request, given)
        return ASGIResponse(
            body=_JSON.encode(LoggedIn(made.session_id, made.person_id, made.csrf)),
            status_code=201,
            media_type="application/json",
            cookies=[gatehouse.cookie.holding(made.token), gatehouse.cookie.known(made.token)],
        )

    return await _answered(request, work)


@delete("/v1/session", status_code=200, opt=_PUBLIC)
async def log_out(request: Web) -> ASGIResponse:
    """The session of this browser is over; no error where there was none."""
    gatehouse: Gatehouse = request.app.state["gatehouse"]

    async def work() -> ASGIResponse:
        return ASGIResponse(status_code=204, cookies=[await gatehouse.log_out(request)])

    return await _answered(request, work)


HANDLERS = [log_in, log_out]
