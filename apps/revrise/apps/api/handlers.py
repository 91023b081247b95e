"""The operations as handlers of the application, one a route and method."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from litestar.handlers import HTTPRouteHandler
from litestar.response.base import ASGIResponse

from revrise.apps.api import controllers
from revrise.apps.api.cursors import Cursors
from revrise.apps.api.deps import Web
from revrise.apps.api.dispatch import Desk, answer
from revrise.apps.api.idempotency import Keys
from revrise.apps.api.keys import signing_key
from revrise.apps.api.limits import Limits, Policy
from revrise.apps.api.operation import OPERATIONS, Operation
from revrise.apps.assembly import RevRise


@cache
def operations() -> Sequence[Operation]:
    """Every operation there is, by path and method."""
    for module in iter_modules(controllers.__path__, f"{controllers.__name__}."):
        import_module(module.name)
    return sorted(OPERATIONS.values(), key=lambda one: (one.path, one.method))


def handlers(
    app: RevRise,
    address: Callable[[Web], str],
    limits: Limits | None = None,
    keys: Keys | None = None,
) -> list[HTTPRouteHandler]:
    """A handler for each route and method; `address` says where a request comes from."""
    wanted = app.settings.database
    desk = Desk(
        app,
        Cursors(signing_key(app.settings.folder)),
        limits or _limits(app),
        keys or Keys(),
        inline=wanted.startswith("sqlite"),
        address=address,
    )
    routes: dict[tuple[str, str], dict[str, Operation]] = {}
    for one in operations():
        routes.setdefault((one.route, one.method), {})[one.action] = one
    return [_handler(desk, path, method, found) for (path, method), found in routes.items()]


def _limits(app: RevRise) -> Limits:
    server = app.settings.server
    return Limits(
        Policy("credential", server.per_minute), Policy("address", server.unknown_per_minute)
    )


def _handler(desk: Desk, path: str, method: str, choices: dict[str, Operation]) -> HTTPRouteHandler:
    async def handle(request: Web) -> ASGIResponse:
        return await answer(desk, choices, request)

    return HTTPRouteHandler(path, http_method=method, status_code=200, opt={"api": True})(handle)  # type: ignore[arg-type]
