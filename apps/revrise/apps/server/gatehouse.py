"""Logging in and out for handlers: hashing never holds up other requests."""

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from litestar.datastructures import Cookie

from revrise.apps.server.auth import SessionAuthenticator
from revrise.apps.server.cookies import SessionCookie
from revrise.apps.server.proxy import address
from revrise.services.identity.accounts import AcceptInvitation
from revrise.services.identity.opening import Visit
from revrise.services.identity.second_step import FinishLogIn
from revrise.services.identity.sign_in import HalfIn, LoggedIn, LogIn

if TYPE_CHECKING:
    from litestar import Request

    from revrise.apps.assembly import RevRise
    from revrise.services.identity.second_step import Enrolled

C = TypeVar("C")
T = TypeVar("T")
# Never as many as there are processors, nor more than passwords are hashed at a time: the others
# wait here and not in the threads that answer everybody else, and those keep a processor.
_AT_ONCE = max(1, min(2, (os.cpu_count() or 2) - 1))


class Gatehouse:
    """One a server."""

    def __init__(self, app: "RevRise") -> None:
        self.app = app
        self.cookie = SessionCookie.of(app.settings.server)
        self.authenticator = SessionAuthenticator(app.credentials, self.cookie)
        # Made now, so that a role that is misspelt there is told before anybody comes.
        self._sign_in = app.sign_in
        self._room = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="log-in")

    async def log_in(
        self, request: "Request[Any, Any, Any]", login: str, password: str
    ) -> LoggedIn | HalfIn:
        """See SignIn.log_in."""
        visit = self.visit(request)
        known = request.cookies.get(self.cookie.known_name, "")
        command = LogIn(login, password, visit.address, visit.agent, visit.replaces, known)
        made = await self._apart(self._sign_in.log_in, command)
        self.authenticator.forget(visit.replaces)  # it is over now, not in half a second
        return made

    async def accept(
        self, request: "Request[Any, Any, Any]", token: str, password: str
    ) -> LoggedIn | HalfIn:
        """Sets the first password and logs in with it."""
        account = await self._apart(self.app.accounts.accept, AcceptInvitation(token, password))
        return await self.log_in(request, account.login, password)

    async def finish(self, request: "Request[Any, Any, Any]", token: str, code: str) -> LoggedIn:
        """See SecondStep.finish."""
        visit = self.visit(request)
        made = await self._apart(self.app.second_step.finish, FinishLogIn(token, code, visit))
        self.authenticator.forget(visit.replaces)
        return made

    async def enrol(self, request: "Request[Any, Any, Any]", code: str) -> "Enrolled":
        """See SecondStep.enrol."""
        command = FinishLogIn(self.step(request), code, self.visit(request))
        return await self._apart(self.app.second_step.enrol, command)

    def step(self, request: "Request[Any, Any, Any]") -> str:
        """The token of a log-in that is half way."""
        return str(request.cookies.get(self.cookie.step_name, ""))

    def visit(self, request: "Request[Any, Any, Any]") -> Visit:
        """Where a request comes from."""
        return Visit(
            address(request, self.app.settings.server.proxies),
            request.headers.get("user-agent", ""),
            request.cookies.get(self.cookie.name, ""),
        )

    async def log_out(self, request: "Request[Any, Any, Any]") -> Cookie:
        """Ends the session of this browser; the cookie that takes its cookie away."""
        token = request.cookies.get(self.cookie.name, "")
        await self._apart(self.app.sign_in.log_out, token)
        self.authenticator.forget(token)
        return self.cookie.gone()

    def close(self) -> None:
        """Waits for who is logging in."""
        self._room.shutdown()

    async def _apart(self, step: Callable[[C], T], command: C) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._room, partial(step, command))
