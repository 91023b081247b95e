"""From a request to an operation and back: every check in its order, in one place."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

import msgspec
from anyio.to_thread import run_sync
from attrs import evolve, frozen
from litestar.background_tasks import BackgroundTask
from litestar.response.base import ASGIResponse

from revrise.apps.api import bodies, etags, queries
from revrise.apps.api.cursors import Cursors
from revrise.apps.api.deps import Web
from revrise.apps.api.errors import problem
from revrise.apps.api.idempotency import Keys, Memory, once
from revrise.apps.api.limits import EXPORT, Limits
from revrise.apps.api.lists import version_of
from revrise.apps.api.operation import Answer, Context, Operation
from revrise.apps.api.problems import MEDIA, Problem, Wrong, language
from revrise.apps.api.uploads import tus
from revrise.apps.assembly import RevRise
from revrise.core.bilingual import Bilingual, Language
from revrise.core.errors import Refused
from revrise.core.identity.api_key import within

_JSON = msgspec.json.Encoder()
_SAFE = frozenset({"GET", "HEAD"})
_NO_JSON = Bilingual("Send application/json.", "请发送 application/json。")
_NARROW = Bilingual("This API key is not for that.", "此 API 密钥不能用于该操作。")
_NOBODY = Bilingual("Send an API key or log in.", "请提供 API 密钥或先登录。")


@frozen
class Desk:
    """What requests are answered with. `inline`: quick reads run where requests are taken in."""

    app: RevRise
    cursors: Cursors
    limits: Limits
    keys: Keys
    inline: bool
    address: Callable[[Web], str]


async def answer(desk: Desk, choices: Mapping[str, Operation], request: Web) -> ASGIResponse:
    """The answer to a request for one of the operations of a route; problems included."""
    tongue: Language = language(request.headers.get("accept-language", ""))
    conditional = "if-match" in request.headers
    try:
        operation, parts = _chosen(choices, request)
        context = _context(desk, operation, request)
        tongue = context.language
        found = await _run(desk, operation, context, parts)
    except Exception as error:  # noqa: BLE001 - whatever it is, it becomes a problem
        wrong = problem(error, conditional=conditional)
        found = refusal(wrong, tongue, request.scope, _protocol(choices))
        found.background = refused(desk.app, request, error)
    found.is_head_response = request.method == "HEAD"
    return found


def _protocol(choices: Mapping[str, Operation]) -> Mapping[str, str]:
    """What tus has every answer say, refusals too."""
    spoken = any("Tus-Resumable" in one.tells for one in choices.values())
    return {"Tus-Resumable": tus.VERSION} if spoken else {}


def refusal(
    found: Problem, tongue: Language, scope: Any, more: Mapping[str, str] = MappingProxyType({})
) -> ASGIResponse:
    """A problem as a response, with `more` headers."""
    request_id = str(scope["state"].get("request_id", ""))
    return ASGIResponse(
        body=found.document(tongue, request_id),
        status_code=found.code.status,
        media_type=MEDIA,
        headers={"Content-Language": tongue, **more, **found.headers},
    )


def refused(app: RevRise, request: Web, error: Exception) -> BackgroundTask | None:
    """Writes a refusal down once the answer is sent: nobody waits, no failed unit is touched."""
    principal = request.scope.get("user")
    if not isinstance(error, Refused) or principal is None:
        return None
    way = str(request.scope["state"].get("operation", ""))
    if not way:
        way = f"{request.method} {next(iter(sorted(request.route_handler.paths)), '')}"
    return BackgroundTask(app.refusals.note, error, way, principal.actor)


def _chosen(choices: Mapping[str, Operation], request: Web) -> tuple[Operation, list[str]]:
    """The operation by the action behind the id, and the ids in the path."""
    values = [str(value) for _, value in sorted(request.path_params.items())]
    if not all(map(bodies.clean, values)):
        raise Problem("not-found")
    action = ""
    if values and (len(choices) > 1 or "" not in choices):
        head, colon, tail = values[-1].rpartition(":")
        if colon and head and tail in choices:
            values[-1], action = head, tail
    if action in choices:
        return choices[action], values
    if request.method == "POST" and "" not in choices and ":" not in values[-1]:
        raise Problem("method-not-allowed", headers={"Allow": "GET, PATCH"})
    raise Problem("not-found")


def _context(desk: Desk, operation: Operation, request: Web) -> Context:
    """Who asks. Raises Problem: 401 for nobody, 429 for too often."""
    principal = request.scope.get("user")
    if principal is None:
        desk.limits.take_address(desk.address(request), request.scope)
        raise Problem("unauthenticated", _NOBODY, headers={"WWW-Authenticate": "Bearer"})
    request.scope["state"]["actor_id"] = principal.actor.person_id
    request.scope["state"]["operation"] = operation.id
    desk.limits.take_credential(principal, request.scope)
    if not within(principal.scopes, operation.permission):
        raise Problem("refused", _NARROW)
    desk.limits.take_costly(operation.pace, principal, request.scope)
    tongue = language(request.headers.get("accept-language", ""), principal.locale)
    return Context(desk.app, principal.actor, principal, tongue, request)


async def _run(
    desk: Desk, operation: Operation, context: Context, parts: list[str]
) -> ASGIResponse:
    given: dict[str, Any] = dict(zip(operation.parts, parts, strict=True))
    question = await _given(desk, operation, context, given)
    work = partial(_work, operation, context, given)
    if operation.method not in _SAFE:
        return await once(desk.keys, operation, context, question, work)
    quick = operation.quick and desk.inline
    if "page" in given and given["page"].form != queries.JSON:
        quick = False  # a file of every row takes its time
    return work(None) if quick else await run_sync(work, None)


async def _given(
    desk: Desk, operation: Operation, context: Context, given: dict[str, Any]
) -> bytes:
    """Fills in what the request says beside its path; answers with what was asked, as bytes."""
    asked = _asked(context.request)
    if operation.listing is not None:
        reader = f"{context.by.tenant_id}/{context.by.person_id}"
        form = queries.JSON
        if operation.files:
            form = queries.form(asked, context.request.headers.get("accept", ""))
            asked = {name: asked[name] for name in asked if name != queries.FORMAT}
        if form != queries.JSON:
            desk.limits.take_costly(EXPORT, context.principal, context.request.scope)
        page = queries.page(operation.listing, asked, desk.cursors, reader)
        given["page"] = evolve(page, form=form)
        given["cursors"] = desk.cursors
    elif operation.query is not None:
        given["query"] = queries.struct(operation.query, asked)
    else:
        queries.nothing(asked)
    if operation.receive is not None:
        given["received"] = await operation.receive(context)
        return repr(given["received"]).encode()
    if operation.body is None:
        return b""
    raw = await _body(operation, context.request)
    given["body"] = bodies.decode(raw, operation.body)
    return raw


def _work(
    operation: Operation, context: Context, given: dict[str, Any], memory: Memory | None
) -> ASGIResponse:
    """The operation itself, in one transaction, on the version that was read."""
    if operation.method in _SAFE:
        return _response(operation, context, operation.run(context, **given))
    expecting = {}
    if operation.versioned is not None:
        thing = given[operation.parts[0]]
        expecting = _expected(context, operation.versioned, thing)
    if operation.apart:
        found = _response(operation, context, operation.run(context, **given))
        if memory is not None:
            memory.keep(found)
        return found
    with context.app.store.together(expecting):
        found = _response(operation, context, operation.run(context, **given))
        if memory is not None:
            memory.keep(found)
    return found


def _expected(context: Context, resource: Any, thing: str) -> dict[str, int]:
    """The version that has to be replaced. Raises NotFound, Problem (412, 428)."""
    wanted = etags.demanded(context.request.headers.get("if-match"))
    version = version_of(context, resource, thing)
    if wanted is None:
        return {}
    if str(version) not in wanted:
        raise etags.moved()
    return {thing: version}


async def _body(operation: Operation, request: Web) -> bytes:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise Problem("unsupported-media-type", _NO_JSON)
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > operation.limit:
        raise bodies.too_large(operation.limit)
    return await bodies.read(request.stream(), operation.limit)


def _asked(request: Web) -> Mapping[str, list[str]]:
    raw = request.scope["query_string"]
    if not raw:
        return {}
    found: dict[str, list[str]] = {}
    for name, value in _pairs(raw):
        found.setdefault(name, []).append(value)
    return found


def _pairs(raw: bytes) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    try:
        return parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        message = Bilingual("the query string cannot be read", "查询参数无法读取")
        raise Problem("bad-request", message, errors=[Wrong("text", message, "")]) from None


def _response(operation: Operation, context: Context, found: Any) -> ASGIResponse:
    if isinstance(found, ASGIResponse):
        return found
    if not isinstance(found, Answer):
        found = Answer(found, operation.status)
    headers = {"Vary": "Authorization, Cookie, Accept-Language", **found.headers}
    body = found.body
    if isinstance(body, dict) and operation.listing is None and "version" in body:
        headers["ETag"] = etags.etag(body["version"])
        unless = context.request.headers.get("if-none-match")
        if operation.method == "GET" and unless and etags.matches(unless, body["version"]):
            return ASGIResponse(status_code=304, headers=headers)
    raw = body if isinstance(body, bytes) else _JSON.encode(body)
    return ASGIResponse(
        body=raw, status_code=found.status, media_type=operation.gives, headers=headers
    )
