"""The application: what is served, on what, and with which rules around it."""

from functools import partial
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.middleware import (
    AbstractAuthenticationMiddleware,
    AuthenticationResult,
    DefineMiddleware,
)

from revrise.apps.api import deps, reference
from revrise.apps.api import handlers as api
from revrise.apps.api.idempotency import Keys
from revrise.apps.api.limits import Limits
from revrise.apps.api.principal import Authenticator, Quick
from revrise.apps.server import health, intake, session_api, tus_door
from revrise.apps.server.csrf import Csrf
from revrise.apps.server.failures import failed
from revrise.apps.server.gatehouse import Gatehouse
from revrise.apps.server.headers import harden
from revrise.apps.server.metrics import metrics, observed
from revrise.apps.server.pace import Paced
from revrise.apps.server.proxy import address
from revrise.apps.server.requests import begin, mark
from revrise.apps.server.scim import scim
from revrise.apps.web.app import handlers, static

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection

    from revrise.apps.assembly import RevRise


class Authentication(AbstractAuthenticationMiddleware):
    """Puts the Principal, or None, into `request.user`."""

    def __init__(self, app: Any, authenticator: Authenticator) -> None:
        super().__init__(app)
        self._authenticator = authenticator
        self._quick = authenticator.quick if isinstance(authenticator, Quick) else _always

    async def authenticate_request(
        self, connection: "ASGIConnection[Any, Any, Any, Any]"
    ) -> AuthenticationResult:
        """See Authenticator."""
        ask = self._authenticator
        if self._quick(connection):
            principal = ask.principal(connection)
        else:
            principal = await to_thread.run_sync(ask.principal, connection)
        return AuthenticationResult(user=principal, auth=None)


# More at once would only wait for one another: Python runs one, and each holds a connection.
_THREADS = 12


def _few_threads() -> None:
    to_thread.current_default_thread_limiter().total_tokens = _THREADS


def _written(revrise: "RevRise") -> None:
    """How often something was refused again, before the process ends."""
    revrise.refusals.flush()


def _always(_: object) -> bool:
    return True


class Service(Litestar):
    """The application; every request gets its number before anything else happens."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """See Litestar."""
        if scope["type"] != "http":
            await super().__call__(scope, receive, send)
            return
        begin(scope)
        await observed(super().__call__, scope, receive, send)


def create(
    revrise: "RevRise",
    authenticator: Authenticator | None = None,
    limits: Limits | None = None,
    keys: Keys | None = None,
) -> Litestar:
    """The ASGI application of one tenant. Without an authenticator, who logs in is who they are."""
    gatehouse = Gatehouse(revrise)
    asked = authenticator or gatehouse.authenticator
    public_url = revrise.settings.server.public_url
    where = partial(address, proxies=revrise.settings.server.proxies)
    paces = limits or api.limits_of(revrise)
    return Service(
        route_handlers=[
            *tus_door.HANDLERS,  # before the router makes one of its own
            *api.handlers(revrise, where, paces, keys),
            *handlers(),
            static(),
            *health.HANDLERS,
            *session_api.HANDLERS,
            *intake.HANDLERS,
            *reference.HANDLERS,
            metrics,
            scim,
        ],
        middleware=[
            DefineMiddleware(Authentication, authenticator=asked),
            DefineMiddleware(Paced, limits=paces, address=where),
            DefineMiddleware(Csrf, public_url=public_url),
        ],
        dependencies={
            "app": Provide(lambda: revrise, sync_to_thread=False),
            "by": Provide(deps.actor, sync_to_thread=False),
        },
        exception_handlers={HTTPException: failed, Exception: failed},
        openapi_config=None,
        logging_config=None,
        state=State({"revrise": revrise, "gatehouse": gatehouse, "paces": paces}),
        before_send=[harden, mark],
        on_startup=[_few_threads],
        on_shutdown=[gatehouse.close, partial(_written, revrise)],
    )
