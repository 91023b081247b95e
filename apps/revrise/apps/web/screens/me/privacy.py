"""One's own data: a copy of it to take away."""

from typing import Any

from litestar import Response
from litestar.response import Stream

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import words

_HERE = "/me/privacy"


@get("/me/privacy")
def show(request: Web, app: App, by: By) -> Response[str]:
    """The copies one asked for."""
    copies = app.subject_exports.list(by, by.person_id)
    return page(request, "me/privacy.html", copies=copies)


@post("/me/privacy/exports")
def ask(request: Web, app: App, by: By) -> Response[Any]:
    """Another copy."""
    _ = words(request)
    app.subject_exports.ask(by)
    return redirect(request, _HERE, _("A worker makes the copy"))


@get("/me/privacy/exports/{export_id:str}")
def fetch(app: App, by: By, export_id: Part) -> Stream:
    """The file of a copy that is ready."""
    made, chunks = app.subject_exports.open(export_id, by)
    headers = {
        "Content-Disposition": f'attachment; filename="{made.id}.zip"',
        "Cache-Control": "private, no-store",
    }
    return Stream(chunks, headers=headers, media_type="application/zip")


HANDLERS = [show, ask, fetch]
