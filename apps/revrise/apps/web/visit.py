"""One request of a person to the web app: language, theme, time zone, and what a page collects."""

import secrets
from contextvars import ContextVar
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, cast
from zoneinfo import ZoneInfo

from attrs import Factory, define
from litestar import Request

from revrise.apps.api.principal import Principal
from revrise.apps.web.i18n import LANGUAGES, Words, negotiate
from revrise.core.bilingual import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from revrise.apps.assembly import RevRise

LOCALE, THEME, ZONE = "rr_locale", "rr_theme", "rr_zone"
Theme = Literal["light", "dark", "system"]
THEMES: tuple[Theme, ...] = ("system", "light", "dark")
_SCOPE_KEY = "rr.visit"
_present: ContextVar["Visit"] = ContextVar("visit")


@define
class Visit:
    """How a page is shown to whom.

    `icons` are those a page used, for its symbol sheet; `places` those open to who asks, once
    somebody wanted to know.
    """

    request: Request[Any, Any, Any]
    principal: Principal | None
    locale: Language
    theme: Theme
    zone: tzinfo
    now: datetime
    icons: set[str] = Factory(set)
    inline: bool = False
    screen: str = ""
    places: "Sequence[Any] | None" = None

    @property
    def app(self) -> "RevRise":
        """The services."""
        return cast("RevRise", self.request.app.state["revrise"])

    @property
    def nonce(self) -> str:
        """What allows this page's styles; the response's policy names the same one."""
        return cast("str", self.request.scope.setdefault("rr.nonce", secrets.token_urlsafe(16)))  # type: ignore[typeddict-item]


def visit(request: Request[Any, Any, Any]) -> Visit:
    """The visit a request belongs to."""
    scope = cast("dict[str, Any]", request.scope)
    if _SCOPE_KEY not in scope:
        scope[_SCOPE_KEY] = _begun(request)
    return cast("Visit", scope[_SCOPE_KEY])


def words(request: Request[Any, Any, Any]) -> Words:
    """What speaks the language of who asks; called `_` where it is used."""
    return Words(visit(request).locale, _screen(request))


def _screen(request: Request[Any, Any, Any]) -> str:
    """The screen whose handler answers."""
    answers = request.route_handler.fn
    answers = getattr(answers, "func", answers)  # who answers in a thread stands behind a wrapper
    _, _, rest = getattr(answers, "__module__", "").partition(".web.screens.")
    return rest.partition(".")[0]


def present() -> Visit:
    """The visit a template is being rendered for."""
    return _present.get()


def enter(found: Visit) -> None:
    """Makes this the visit of what is rendered next."""
    _present.set(found)


def _begun(request: Request[Any, Any, Any]) -> Visit:
    principal = cast("Principal | None", request.scope.get("user"))
    theme = request.cookies.get(THEME)
    revrise = request.app.state.get("revrise")
    return Visit(
        request=request,
        principal=principal,
        locale=_locale(request, principal),
        theme=theme if theme in THEMES else "system",
        zone=_zone(request.cookies.get(ZONE, "UTC")),
        now=revrise.desk.clock.now() if revrise else datetime.now(UTC),
    )


def _locale(request: Request[Any, Any, Any], principal: Principal | None) -> Language:
    if principal:
        return principal.locale
    chosen = request.cookies.get(LOCALE)
    if chosen in LANGUAGES:
        return cast("Language", chosen)
    return negotiate(request.headers.get("Accept-Language", ""))


@lru_cache(256)
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError):
        return UTC
