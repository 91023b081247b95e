"""Every page of the web app, and the files they need."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from litestar import MediaType, Request, Response, Router, get
from litestar.di import Provide
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from revrise.apps.api.deps import Part
from revrise.apps.web import assets
from revrise.apps.web.forms import sent_in

# Each is a package of `screens` with `routes.HANDLERS`; the order means nothing.
SCREENS = (
    "analytics",
    "admin",
    "calls",
    "coaching",
    "consents",
    "content",
    "errors",
    "exports",
    "gallery",
    "home",
    "inbox",
    "learning",
    "login",
    "me",
    "pipeline",
    "practice",
    "reference",
    "rewards",
    "search",
)
_FOR_EVER = "public, max-age=31536000, immutable"


def handlers() -> Sequence[Any]:
    """The route handlers of all screens.

    In one router, because Litestar registers the handlers of a path anew with each that is added
    to the application, and then wraps the sync ones twice (GET and POST of one page).
    """
    found = [
        handler
        for name in SCREENS
        for handler in import_module(f"revrise.apps.web.screens.{name}.routes").HANDLERS
    ]
    return [Router("/", route_handlers=found, dependencies={"form": Provide(sent_in)})]


def static() -> Any:
    """The static files: packed, kept for ever under the present release, asked about otherwise."""

    @get("/static/{release:str}/{name:path}", sync_to_thread=False, opt={"public": True})
    def serve(
        request: Request[Any, Any, Any], release: Part, name: FromPath[Any]
    ) -> Response[bytes]:
        """A file of the web app."""
        found = assets.file(str(name).lstrip("/"))
        if found is None:
            raise NotFoundException
        headers = {
            "Cache-Control": _FOR_EVER if release == assets.release() else "no-cache",
            "ETag": found.etag,
            "Vary": "Accept-Encoding",
        }
        if request.headers.get("If-None-Match") == found.etag:
            return Response(b"", status_code=304, headers=headers, media_type=MediaType.TEXT)
        content = found.content
        if found.packed and "gzip" in request.headers.get("Accept-Encoding", ""):
            content, headers["Content-Encoding"] = found.packed, "gzip"
        return Response(content, headers=headers, media_type=found.kind)

    return serve
