"""The gallery; only where the setting `server.gallery` is on."""

from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.screens.gallery.views import samples
from revrise.core.errors import NotFound


@get("/_ui")
def gallery(request: Web, app: App, by: By) -> Response[str]:  # noqa: ARG001 - log-in needed
    """Every macro in every state."""
    if not app.settings.server.gallery:
        raise NotFound("there is no gallery", remedy="set REVRISE_SERVER_GALLERY=true")
    return page(request, "gallery/gallery.html", **samples())


HANDLERS = [gallery]
