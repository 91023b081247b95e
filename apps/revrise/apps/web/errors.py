"""Errors as pages: what happened, whether the data is safe, what to do next."""

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from revrise.apps.web import htmx
from revrise.apps.web.render import page
from revrise.apps.web.safe_next import login_after_loss, login_with_next
from revrise.apps.web.visit import visit
from revrise.core.errors import (
    Conflict,
    Full,
    Invalid,
    NotFound,
    Refused,
    Retriable,
    RevRiseError,
)

_log = logging.getLogger("revrise.web")
# The first that fits counts.
_STATUS: tuple[tuple[type[RevRiseError], int], ...] = (
    (NotFound, 404),
    (Refused, 403),
    (Conflict, 409),
    (Invalid, 422),
    (Retriable, 503),
    (Full, 507),
)
_TEMPLATES = {401: "denied", 403: "denied", 404: "missing", 409: "conflict"}
_TEMPLATES |= {429: "busy", 503: "unavailable", 507: "unavailable"}
_BROKEN, _REFUSED, _UNKNOWN, _MOST_WRONG = 500, 403, 401, 499


def answer(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """The page of an error; who is not logged in is asked to."""
    status = _status(error)
    if status >= _BROKEN:
        _log.error("failed: %s", type(error).__name__, exc_info=error)
    if request.scope.get("user") is None and status == _UNKNOWN:
        return _to_login(request)
    try:
        frame = "base.html" if visit(request).principal else "plain.html"
        return _waiting(_page(request, error, status, frame), error)
    except Exception as second:  # noqa: BLE001
        # What broke the page may break its frame too.
        _log.error("failed: %s", type(second).__name__, exc_info=second)
        return _page(request, error, _BROKEN, "plain.html")


def _waiting(response: Response[Any], error: Exception) -> Response[Any]:
    """Says how long to wait where the error knows."""
    known = error.headers if isinstance(error, HTTPException) else None
    if known and "Retry-After" in known:
        response.headers["Retry-After"] = known["Retry-After"]
    return response


def _page(
    request: Request[Any, Any, Any], error: Exception, status: int, frame: str
) -> Response[Any]:
    return page(
        request,
        f"errors/{_template(status)}.html",
        status,
        part="problem",
        error=error if isinstance(error, RevRiseError) else None,
        frame=frame,
        request_id=str(request.scope["state"].get("request_id", "")),
        admins=_admins(request) if status == _REFUSED else (),
    )


def _status(error: Exception) -> int:
    if isinstance(error, HTTPException):
        return error.status_code
    return next((code for kind, code in _STATUS if isinstance(error, kind)), _BROKEN)


def _template(status: int) -> str:
    return _TEMPLATES.get(status) or ("wrong" if status <= _MOST_WRONG else "broken")


def _to_login(request: Request[Any, Any, Any]) -> Response[Any]:
    to = login_with_next(request.url.path, request.url.query)
    if request.method != "GET":
        to = login_after_loss(request.headers.get("Referer", ""), request.url.netloc)
    if htmx.is_htmx(request):
        response: Response[Any] = Response(None, status_code=200)
        htmx.go_to(response, to)
        return response
    return Response(None, status_code=303, headers={"Location": to})


def _admins(request: Request[Any, Any, Any]) -> tuple[str, ...]:
    """Who can grant what was refused; nobody is named where even that fails."""
    seen = visit(request)
    if seen.principal is None:
        return ()
    try:
        return tuple(seen.app.directory.administrators(seen.principal.actor))
    except RevRiseError:
        return ()
