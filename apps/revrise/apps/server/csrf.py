"""Requests that change something come from our own pages, or carry an API key that may."""

import hmac
from typing import Any
from urllib.parse import urlsplit

from litestar import Request
from litestar.enums import RequestEncodingType
from litestar.exceptions import PermissionDeniedException
from litestar.types import ASGIApp, Receive, Send

from revrise.apps.api.problems import Problem
from revrise.core.bilingual import Bilingual

FIELD, HEADER = "_csrf", "x-csrf-token"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_FORMS = (RequestEncodingType.URL_ENCODED, RequestEncodingType.MULTI_PART)

_READS = Bilingual("This API key may only read.", "此 API 密钥只能读取。")
_NARROW = Bilingual("This API key is for the API only.", "此 API 密钥仅用于 API。")
_FOREIGN = Bilingual("This request comes from another site.", "该请求来自其他网站。")
_OLD = Bilingual(
    "The session's token is missing or out of date: load the page again, or send X-CSRF-Token.",
    "会话令牌缺失或已过期：请重新加载页面，或发送 X-CSRF-Token。",
)


class Csrf:
    """Stands behind the authentication and before every handler.

    Of a session, the token of that session has to come along: in the header `X-CSRF-Token`, or
    in the field `_csrf` of a form. Where nobody is logged in, a browser must not come from
    another site: else a stranger's page could log somebody in as somebody else.
    """

    def __init__(self, app: ASGIApp, *, public_url: str = "") -> None:
        self._app, self._host = app, urlsplit(public_url).netloc

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Raises 403 for what does not come from us, or with a key that is not for pages."""
        if scope["type"] == "http":
            _narrowed(scope)
        if scope["type"] == "http" and scope["method"] not in _SAFE:
            request: Request[Any, Any, Any] = Request(scope, receive, send)
            await self._check(request)
        await self._app(scope, receive, send)

    async def _check(self, request: Request[Any, Any, Any]) -> None:
        who = request.scope.get("user")
        if who is not None and who.via == "key":
            if who.read_only:
                raise _refused(request, _READS)
            return
        if self._foreign(request):
            raise _refused(request, _FOREIGN)
        if who is None or request.route_handler.opt.get("logs_in"):
            return  # a second click on the log-in button comes with the first one's session
        if not hmac.compare_digest(await _sent(request), who.csrf.encode()):
            raise _refused(request, _OLD)

    def _foreign(self, request: Request[Any, Any, Any]) -> bool:
        site = request.headers.get("sec-fetch-site")
        if site is not None:
            return site not in ("same-origin", "none")
        origin = request.headers.get("origin")
        own = {self._host, request.headers.get("host", "")} - {""}
        return origin is not None and urlsplit(origin).netloc not in own


def _narrowed(scope: Any) -> None:
    """A key with scopes opens operations of the API, which check them, and nothing else."""
    who = scope.get("user")
    if who is not None and who.scopes and not scope["path"].startswith("/v1/"):
        raise PermissionDeniedException(_NARROW.en)


def _refused(request: Request[Any, Any, Any], said: Bilingual) -> Exception:
    if request.scope["path"].startswith("/v1"):
        return Problem("refused", said)
    return PermissionDeniedException(said.en)


async def _sent(request: Request[Any, Any, Any]) -> bytes:
    """The token that came along; empty where none did."""
    token = request.headers.get(HEADER)
    if token is None and request.content_type[0] in _FORMS:
        token = (await request.form()).get(FIELD)
    return token.encode() if isinstance(token, str) else b""
