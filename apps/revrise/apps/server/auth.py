"""From a request's session cookie or API key to its principal, remembered for half a second."""

import hashlib
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, Any

from revrise.apps.api.principal import Principal
from revrise.apps.server.cookies import SessionCookie
from revrise.services.identity.credentials import Credentials, Identified

if TYPE_CHECKING:
    from litestar.connection import ASGIConnection

# Who is put out is out within a second, on every server: half for this, half for the way.
FRESH_S = 0.5
_MOST = 20_000


class SessionAuthenticator:
    """Implements `apps.api.principal.Authenticator`.

    An `Authorization` header counts before a cookie; a wrong one is not helped by a right cookie.
    """

    def __init__(
        self,
        credentials: Credentials,
        cookie: SessionCookie,
        now: Callable[[], float] = monotonic,
    ) -> None:
        self._credentials, self._cookie, self._now = credentials, cookie, now
        self._known: dict[bytes, tuple[Principal, float]] = {}

    def principal(self, connection: "ASGIConnection[Any, Any, Any, Any]") -> Principal | None:
        """See Authenticator."""
        via, token = self._token(connection)
        if not token:
            return None
        mark = _mark(token)
        known = self._remembered(mark)
        if known is not None:
            return known
        asked = self._now()
        of = self._credentials.of_key if via == "key" else self._credentials.of_session
        found = of(token)
        if found is None:
            self._known.pop(mark, None)
            return None
        made = _principal(found)
        self._remember(mark, made, asked)
        return made

    def quick(self, connection: "ASGIConnection[Any, Any, Any, Any]") -> bool:
        """Whether `principal` will answer without asking the database."""
        _, token = self._token(connection)
        return not token or self._remembered(_mark(token)) is not None

    def forget(self, token: str) -> None:
        """Asks anew for the next request of a session that has just ended."""
        self._known.pop(_mark(token), None)

    def _token(self, connection: "ASGIConnection[Any, Any, Any, Any]") -> tuple[str, str]:
        header = connection.headers.get("authorization")
        if header is not None:
            scheme, _, token = header.partition(" ")
            return "key", token.strip() if scheme.casefold() == "bearer" else ""
        return "session", connection.cookies.get(self._cookie.name, "")

    def _remembered(self, mark: bytes) -> Principal | None:
        principal, asked = self._known.get(mark, (None, 0.0))
        return principal if self._now() - asked < FRESH_S else None

    def _remember(self, mark: bytes, principal: Principal, asked: float) -> None:
        if len(self._known) >= _MOST:
            self._known.clear()
        self._known[mark] = principal, asked


def _mark(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _principal(found: Identified) -> Principal:
    return Principal(
        found.actor,
        found.name,
        "zh" if found.locale.startswith("zh") else "en",
        found.via,
        found.credential_id,
        found.csrf,
        found.read_only,
        found.team,
        found.scopes,
    )
