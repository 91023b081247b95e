"""What the pages of logging in share: where somebody goes from here, with which cookies."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response

from revrise.services.identity.opening import HalfIn, LoggedIn

# Open to whoever has not logged in yet.
PUBLIC = {"public": True}
LOGS_IN = {"public": True, "logs_in": True}
PAGES = {"code": "/login/code", "enrol": "/login/enrol"}


def entered(gatehouse: Any, made: LoggedIn | HalfIn, onwards: str) -> Response[Any]:
    """On with a session, or to the step that is missing."""
    if isinstance(made, HalfIn):
        query = urlencode({"next": onwards})
        return going(f"{PAGES[made.missing]}?{query}", gatehouse.cookie.half(made.token))
    cookie = gatehouse.cookie
    return going(onwards, cookie.holding(made.token), cookie.known(made.token), cookie.done())


def going(where: str, *cookies: Any) -> Response[Any]:
    """There, with these cookies."""
    return Response(None, status_code=303, headers={"Location": where}, cookies=list(cookies))
