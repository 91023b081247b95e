"""The application: what is served, on what, and with which rules around it."""

from typing import TYPE_CHECKING, Any

from litestar import Litestar
from litestar.di import Provide
from litestar.middleware import (
    AbstractAuthenticationMiddleware,
    AuthenticationResult,
    DefineMiddleware,
)

from revrise.apps.api import deps
from revrise.apps.api.principal import Authenticator
from revrise.apps.web.app import handlers, static

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection

    from revrise.apps.assembly import RevRise


class Authentication(AbstractAuthenticationMiddleware):
    """Puts the Principal, or None, into `request.user`."""

    def __init__(self, app: Any, authenticator: Authenticator) -> None:
        super().__init__(app)
        self._authenticator = authenticator

    async def authenticate_request(
        self, connection: "ASGIConnection[Any, Any, Any, Any]"
    ) -> AuthenticationResult:
        """See Authenticator."""
        principal = self._authenticator.principal(connection)
        return AuthenticationResult(user=principal, auth=None)


def create(revrise: "RevRise", authenticator: Authenticator) -> Litestar:
    """The ASGI application of one tenant."""
    return Litestar(
        route_handlers=[*handlers(), static()],
        middleware=[DefineMiddleware(Authentication, authenticator=authenticator)],
        dependencies={
            "app": Provide(lambda: revrise, sync_to_thread=False),
            "by": Provide(deps.actor, sync_to_thread=False),
        },
        openapi_config=None,
    )
