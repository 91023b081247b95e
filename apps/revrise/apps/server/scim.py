"""`/scim/v2`: who may ask, how often, and what carries the answer; the answers are in `apps.scim`.

Without the extra `scim` there is nothing at this address, and the server starts all the same.
"""

import json
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from litestar import Request, Response, route
from litestar.response.base import ASGIResponse

from revrise.apps.api.principal import Principal
from revrise.apps.api.problems import Problem
from revrise.apps.server.proxy import address
from revrise.core.errors import Refused
from revrise.core.governance.actor import system_actor

if TYPE_CHECKING:
    from revrise.apps.assembly import RevRise

ROOT = "/scim/v2"
_MEDIA = "application/scim+json"
_LARGEST = 4_000_000


@route(
    [ROOT, ROOT + "/{rest:path}"],
    http_method=["GET", "POST", "PUT", "PATCH", "DELETE"],
    status_code=200,
    opt={"logs_in": True},
    request_max_body_size=_LARGEST,
)
async def scim(request: Request[Any, Any, Any]) -> ASGIResponse:
    """Everything below `/scim/v2`."""
    if find_spec("scim2_models") is None:
        return _error(404, "SCIM is not installed here")
    app = request.app.state["revrise"]
    try:
        token_id = await _token(request, app)
    except Refused as refused:
        return _error(401, str(refused), {"WWW-Authenticate": 'Bearer realm="scim"'})
    except Problem as over:
        return _error(429, str(over.detail), dict(over.headers))
    body = await request.body()
    return await to_thread.run_sync(_answer, app, request, token_id, body)


def broken(status: int) -> Response[bytes]:
    """The answer to a request that failed outside of SCIM's own rules."""
    return Response(_content(status, "this request failed"), status_code=status, media_type=_MEDIA)


async def _token(request: Request[Any, Any, Any], app: "RevRise") -> str:
    """The id of the token a request came with. Raises Refused; Problem for too many requests."""
    paces = request.app.state["paces"]
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    token = text.strip() if scheme.casefold() == "bearer" else ""
    try:
        token_id = await to_thread.run_sync(app.provisioning_tokens.check, token)
    except Refused:
        paces.take_address(address(request, app.settings.server.proxies), request.scope)
        raise
    directory = Principal(system_actor(app.settings.tenant), "", "en", "key", token_id)
    paces.take_credential(directory, request.scope)
    return str(token_id)


def _answer(
    app: "RevRise", request: Request[Any, Any, Any], token_id: str, body: bytes
) -> ASGIResponse:
    from revrise.apps.scim.answers import Asked
    from revrise.apps.scim.service import answer

    public = app.settings.server.public_url or str(request.base_url)
    rest = request.path_params.get("rest", "")
    asked = Asked(
        request.method,
        tuple(part for part in str(rest).split("/") if part),
        dict(request.query_params),
        body,
        request.headers,
        public.rstrip("/") + ROOT,
        token_id,
    )
    made = answer(app, asked)
    return _response(made.status, made.body, dict(made.headers))


def _error(status: int, detail: str, headers: dict[str, str] | None = None) -> ASGIResponse:
    return _response(status, _content(status, detail), headers or {})


def _content(status: int, detail: str) -> bytes:
    content = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
        "status": str(status),
        "detail": detail,
    }
    return json.dumps(content).encode()


def _response(status: int, body: bytes, headers: dict[str, str]) -> ASGIResponse:
    return ASGIResponse(
        body=body,
        status_code=status,
        media_type=_MEDIA,
        headers={"Cache-Control": "no-store", **headers},
        is_head_response=status in (204, 304),
    )
