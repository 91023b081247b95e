"""Templates to pages, in the language of who asks."""

import gzip
import json
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, unquote

from attrs import frozen
from litestar import Request, Response
from litestar.enums import MediaType
from markupsafe import Markup

from revrise.apps.web import htmx, toolbox
from revrise.apps.web.cookies import small
from revrise.apps.web.i18n import HERE, translations
from revrise.apps.web.visit import Visit, enter, present, visit
from revrise.core.bilingual import Language

if TYPE_CHECKING:
    from gettext import NullTranslations

    from jinja2 import Environment

TOAST = "rr_toast"
_VARY = "HX-Request, HX-Request-Type, Cookie, Accept-Language, Accept-Encoding"
# Smaller pages gain nothing by packing, in characters.
_PACKED_FROM = 2_000
Web = Request[Any, Any, Any]


@cache
def environment(locale: Language) -> "Environment":
    """Templates of `ui/` and of every screen (`screens/NAME/templates/NAME/…`)."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    from revrise.apps.web.compiled import Compiled

    folders = [HERE / "ui", *sorted((HERE / "screens").glob("*/templates"))]
    made = Environment(
        loader=FileSystemLoader(folders),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=Compiled(locale),
    )
    said = _Said(locale)
    made.install_gettext_callables(  # type: ignore[attr-defined]
        said.gettext, said.ngettext, newstyle=True, pgettext=said.pgettext, npgettext=said.npgettext
    )
    made.globals.update(toolbox.globals_of(locale), _=said.text)
    made.filters.update(toolbox.filters_of(locale))
    for name in ("marks", "ui", "charts"):
        made.globals[name] = made.get_template(f"{name}.html").module
    return made


def page(
    request: Web, template: str, /, status: int = 200, part: str = "", **context: Any
) -> Response[str]:
    """A rendered page. Where htmx asks for a part, only the template's block `part`."""
    seen = visit(request)
    enter(seen)
    only = part if htmx.wants_part(request) else ""
    text = _rendered(seen, template, only, context)
    response = Response(text, media_type=MediaType.HTML, status_code=status)
    if len(text) > _PACKED_FROM and "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = cast("str", gzip.compress(text.encode(), 4, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = _VARY
    if TOAST in request.cookies and not only:
        response.set_cookie(small(request, TOAST, "", 0, httponly=True))
    return response


def redirect(request: Web, to: str, toast: str = "", kind: str = "good") -> Response[Any]:
    """On to another page after a change, which may say what was done there."""
    response: Response[Any] = Response(None, status_code=303, headers={"Location": to})
    if htmx.is_htmx(request):
        response = Response(None, status_code=200)
        htmx.go_to(response, to)
    if toast:
        text = quote(json.dumps([kind, toast]))
        response.set_cookie(small(request, TOAST, text, 60, httponly=True))
    return response


def toast_in(request: Web) -> tuple[str, str] | None:
    """The kind and text of what the last change had to say."""
    try:
        kind, text = json.loads(unquote(request.cookies.get(TOAST, "")))
    except (ValueError, TypeError):
        return None
    return ("bad" if kind == "bad" else "good", str(text))


def _rendered(seen: Visit, template: str, part: str, context: dict[str, Any]) -> str:
    found = environment(seen.locale).get_template(template)
    seen.inline, seen.screen = bool(part), template.partition("/")[0]
    everything = {
        "request": seen.request,
        "visit": seen,
        "me": seen.principal,
        "toast": None if part else toast_in(seen.request),
        **context,
    }
    if not part:
        return found.render(everything)
    return "".join(found.blocks[part](found.new_context(everything)))


@frozen
class _Said:
    """Texts as the screen that is being rendered says them."""

    locale: Language

    def text(self, message: str, /, **values: Any) -> Markup:
        """What `_(…)` says in a template: as Jinja's own, with a third of its calls."""
        screen = present().screen
        if not values:
            return _plain(self.locale, screen, message)
        return Markup(translations(self.locale, screen).gettext(message)) % values  # noqa: S704 - texts are ours, values are escaped

    @property
    def _of(self) -> "NullTranslations":
        return translations(self.locale, present().screen)

    def gettext(self, message: str) -> str:
        return self._of.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self._of.ngettext(one, many, number)

    def pgettext(self, context: str, message: str) -> str:
        return self._of.pgettext(context, message)

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        return self._of.npgettext(context, one, many, number)


@lru_cache(8_192)
def _plain(locale: Language, screen: str, message: str) -> Markup:
    return Markup(translations(locale, screen).gettext(message)) % {}  # noqa: S704 - a text of ours
