"""`/v1/intake/{source}`: the door for calls that a source sends signed, without a key."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

import msgspec
from anyio import to_thread
from litestar import Request, post
from litestar.response.base import ASGIResponse

from revrise.apps.api import bodies
from revrise.apps.api.arrivals import told
from revrise.apps.api.dispatch import refusal
from revrise.apps.api.errors import problem
from revrise.apps.api.principal import Principal
from revrise.apps.api.problems import Problem, language
from revrise.apps.api.views.intake import CameIn, NewArrival
from revrise.apps.server.proxy import address
from revrise.core.bilingual import Bilingual
from revrise.core.errors import Refused

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise
    from revrise.services.intake.door import Entered

Web = Request[Any, Any, Any]
MOST = 8 << 20
_JSON = msgspec.json.Encoder()
_TYPE = Bilingual("Send application/json.", "请发送 application/json。")
_UNSIGNED = Bilingual(
    "This message is not signed by a source that is known here, or it is too old.",
    "此消息没有已知来源的有效签名，或已过期。",
)


# A page of another site cannot sign, so no session's token is asked for.
@post(
    "/v1/intake/{source_id:str}",
    status_code=202,
    opt={"public": True, "api": True, "logs_in": True},
    request_max_body_size=MOST,
)
async def take(request: Web) -> ASGIResponse:
    """Takes a signed call down; a job finds out whose it is."""

    async def work() -> ASGIResponse:
        length = request.headers.get("content-length", "")
        if length.isdigit() and int(length) > MOST:
            raise bodies.too_large(MOST)
        app: RevRise = request.app.state["revrise"]
        raw = await bodies.read(request.stream(), MOST)
        entered = await _entered(request, app, raw)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise Problem("unsupported-media-type", _TYPE)
        return await to_thread.run_sync(_taken, app, entered, raw)

    return await _answered(request, work)


async def _entered(request: Web, app: "RevRise", raw: bytes) -> "Entered":
    """Whose message it is. Raises Problem: 401 for nobody's, 429 for too many."""
    paces, headers = request.app.state["paces"], dict(request.headers)
    source_id = str(request.path_params["source_id"])
    if not bodies.clean(source_id):
        raise Problem("not-found")
    try:
        entered = await to_thread.run_sync(app.intake_door.enter, source_id, headers, raw)
    except Refused:
        paces.take_address(address(request, app.settings.server.proxies), request.scope)
        raise Problem("unauthenticated", _UNSIGNED) from None
    paces.take_credential(Principal(entered.by, "", "en", "key", source_id), request.scope)
    return entered


def _taken(app: "RevRise", entered: "Entered", raw: bytes) -> ASGIResponse:
    """Only what was signed is ever decoded."""
    body: NewArrival = bodies.decode(raw, NewArrival)
    command = told(app, body, entered.by, entered.message)
    came = app.arriving.take_down(command, entered.source, entered.by)
    answer = CameIn(came.arrival.id, came.created, came.arrival.state)
    return ASGIResponse(body=_JSON.encode(answer), status_code=202, media_type="application/json")


async def _answered(request: Web, work: Callable[[], Awaitable[ASGIResponse]]) -> ASGIResponse:
    try:
        return await work()
    except Exception as error:  # noqa: BLE001  # whatever it is, it becomes a problem
        tongue = language(request.headers.get("accept-language", ""))
        return refusal(problem(error), tongue, request.scope)


HANDLERS = [take]
