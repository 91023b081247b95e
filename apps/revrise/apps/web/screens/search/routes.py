"""Search, also behind the palette."""

from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web import htmx
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.screens.search.views import found_for
from revrise.apps.web.visit import visit

_PALETTE = "palette"


@get("/search", opt={"pace": "search"})
def search(request: Web, app: App, by: By) -> Response[str]:
    """Things the reader may see whose names hold the words, and pages; all pages without words."""
    asked = request.query_params
    quick = request.headers.get("HX-Target") == _PALETTE and htmx.wants_part(request)
    result = found_for(
        app, visit(request), by, asked.get("q", ""), asked.get("kind", ""), quick=quick
    )
    return page(request, "search/search.html", part=_PALETTE if quick else "hits", result=result)


HANDLERS = [search]
