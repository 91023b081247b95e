"""Every page of the web app, and the files they need."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from litestar import asgi
from litestar.types import Receive, Scope, Send

# Each is a package of `screens` with `routes.HANDLERS`; the order means nothing.
SCREENS = ("home",)


def handlers() -> Sequence[Any]:
    """The route handlers of all screens."""
    return [
        handler
        for name in SCREENS
        for handler in import_module(f"revrise.apps.web.screens.{name}.routes").HANDLERS
    ]


def static() -> Any:
    """The static files; starlette's answers 304 and ranges, Litestar's does not."""
    from starlette.staticfiles import StaticFiles

    files = StaticFiles(directory=Path(__file__).with_name("static"))

    @asgi("/static", is_mount=True, copy_scope=True)
    async def serve(scope: Scope, receive: Receive, send: Send) -> None:
        await files(scope, receive, send)  # type: ignore[arg-type]

    return serve
