"""How fast pages are asked for: by who is logged in, else by where they come from."""

from collections.abc import Callable
from typing import Any

from litestar import Request
from litestar.exceptions import TooManyRequestsException
from litestar.types import ASGIApp, Receive, Send

from revrise.apps.api.limits import Limits
from revrise.apps.api.problems import Problem

# The API and SCIM count for themselves; the others are asked by machines that watch, or cost
# nothing.
_APART = ("/v1", "/health", "/metrics", "/scim/", "/static/")
Address = Callable[[Any], str]


class Paced:
    """Stands behind the authentication. A handler's `pace` names a limit of its own."""

    def __init__(self, app: ASGIApp, *, limits: Limits, address: Address) -> None:
        self._app, self._limits, self._address = app, limits, address

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Raises TooManyRequestsException, with how long to wait."""
        if scope["type"] == "http" and not scope["path"].startswith(_APART):
            try:
                self._take(Request(scope))
            except Problem as over:
                raise TooManyRequestsException(
                    str(over.detail), headers=dict(over.headers)
                ) from None
        await self._app(scope, receive, send)

    def _take(self, request: Request[Any, Any, Any]) -> None:
        who = request.scope.get("user")
        if who is None:
            self._limits.take_visitor(self._address(request), request.scope)
            return
        self._limits.take_credential(who, request.scope)
        pace = request.route_handler.opt.get("pace", "")
        self._limits.take_costly(pace, who, request.scope)
