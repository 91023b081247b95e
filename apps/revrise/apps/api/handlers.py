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
from revrise.apps.api.limits import EXPORT, SEARCH, UPLOAD, Limits, Policy, costly
from revrise.apps.api.operation import OPERATIONS, Operation
from revrise.apps.assembly import RevRise

_USUAL = 10 << 20


@cache
def operations() -> Sequence[Operation]:
    """Every operation there is, by path and method."""
    for module in iter_modules(controllers.__path__, f"{controllers.__name__}."):
        import_module(module.name)
    return sorted(OPERATIONS.values(), key=lambda one: (one.path, one.method))


def handlers(
    app: RevRise,
    address: Callable[[Web], str],
    limits: Limits,
    keys: Keys | None = None,
) -> list[HTTPRouteHandler]:
    """A handler for each route and method; `address` says where a request comes from."""
    wanted = app.settings.database
    desk = Desk(
        app,
        Cursors(signing_key(app.settings.folder)),
        limits,
        keys or Keys(),
        inline=wanted.startswith("sqlite"),
        address=address,
    )
    routes: dict[tuple[str, str], dict[str, Operation]] = {}
    for one in operations():
        routes.setdefault((one.route, one.method), {})[one.action] = one
    return [_handler(desk, path, method, found) for (path, method), found in routes.items()]


def limits_of(app: RevRise) -> Limits:
    """As the settings ask."""
    server = app.settings.server
    quotas = {
        SEARCH: server.searches_per_minute,
        EXPORT: server.exports_per_minute,
        UPLOAD: server.uploads_per_minute,
    }
    return Limits(
        Policy("credential", server.per_minute),
        Policy("address", server.unknown_per_minute),
        Policy("visitor", server.visitors_per_minute),
        costly(quotas),
    )


def _handler(desk: Desk, path: str, method: str, choices: dict[str, Operation]) -> HTTPRouteHandler:
    async def handle(request: Web) -> ASGIResponse:
        return await answer(desk, choices, request)

    most = _USUAL
    if any(one.receive for one in choices.values()):
        most += desk.app.settings.server.upload_mb << 20  # what reads it says where the end is
    return HTTPRouteHandler(
        path,
        http_method=method,  # type: ignore[arg-type]
        status_code=200,
        opt={"api": True},
        request_max_body_size=most,
    )(handle)
