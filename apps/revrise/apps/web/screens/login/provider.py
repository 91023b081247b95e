"""Logging in by a provider outside: there and back."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, Web
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.safe_next import safe_next
from revrise.apps.web.screens.login.entering import PUBLIC, entered, going
from revrise.core.errors import Invalid, NotFound, Refused, RevRiseError
from revrise.services.identity.outside import Arrival

_BACK = "/login/oidc/callback"
# More than a provider ever sends back is not read.
_LONGEST = 4_096


@get("/login/oidc", opt=PUBLIC)
def depart(request: Web, app: App) -> Response[Any]:
    """To the provider; the browser keeps a token to come back with."""
    if app.outside is None:
        raise NotFound("there is no such page")
    onwards = safe_next(request.query_params.get("next"))
    try:
        left = app.outside.start(onwards, _comes_back_to(request, app))
    except RevRiseError:
        return _failed(request, "away", 503)
    return going(left.url, request.app.state.gatehouse.cookie.half(left.token))


@get(_BACK, opt=PUBLIC)
def arrive(request: Web, app: App) -> Response[Any]:
    """A session, for an answer that fits what this browser began."""
    if app.outside is None:
        raise NotFound("there is no such page")
    gatehouse = request.app.state.gatehouse
    answer = _answer(request)
    try:
        made = app.outside.finish(
            Arrival(
                gatehouse.step(request), answer, _comes_back_to(request, app),
                gatehouse.visit(request),
            )
        )  # fmt: skip
    except (Refused, Invalid):
        return _failed(request, "refused", 403)
    except RevRiseError:
        return _failed(request, "away", 503)
    return entered(gatehouse, made.result, made.onwards)


def _answer(request: Web) -> dict[str, str]:
    """What came back; a name that comes twice is nobody's answer."""
    pairs = list(request.query_params.multi_items())
    names = [name for name, _ in pairs]
    if len(names) != len(set(names)) or sum(len(value) for _, value in pairs) > _LONGEST:
        return {}
    return dict(pairs)


def _comes_back_to(request: Web, app: Any) -> str:
    base = app.settings.server.public_url or str(request.base_url)
    return base.rstrip("/") + _BACK


def _failed(request: Web, why: str, status: int) -> Response[Any]:
    answer = page(request, "login/outside.html", status, why=why)
    answer.set_cookie(request.app.state.gatehouse.cookie.done())
    return answer


HANDLERS = [depart, arrive]
