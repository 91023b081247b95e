"""Beginning to bring in a call in parts: its form without the file, whose parts go to the API."""

import binascii
from base64 import b64decode
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.calls.upload import agreed, checked, command, led, refusals, shown
from revrise.apps.web.visit import words
from revrise.core.errors import NotFound
from revrise.services.calls.scratch import scratch


@post("/calls/uploads", status_code=201, opt={"pace": "upload"})
def begin(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """201 and where the parts go, or the form again with what is wrong."""
    _ = words(request)
    app.desk.scope(by, "call", "create")
    name, size = form.text("file_name"), form.whole("size") or 0
    at = checked(request, form, name if size else "")
    most = app.settings.server.upload_mb
    if size > most << 20:
        form.errors["file"] = _("At most %(most)s MB", most=most)
    if form.text("consent") != "all-party" and _recorded(app, form):
        form.errors["consent"] = agreed(request)
    if not form.errors:
        with refusals(request, form):
            made = app.resuming.begin(size, command(form, name, "", at), by)
            return Response(b"", headers={"Location": f"/v1/call-uploads/{made.id}"})
    return shown(request, app, by, form, 422)


def _recorded(app: Any, form: Sent) -> bool:
    """Whether the file begins as recordings do; not where that was not sent."""
    try:
        head = b64decode(form.text("head").encode(), validate=True)
    except binascii.Error:
        return False
    with scratch([head]) as path:
        return bool(app.reader.is_recording(path))


@get("/calls/uploads/{upload_id:str}")
def ended(request: Web, app: App, by: By, upload_id: Part) -> Response[Any]:
    """The call that an upload became; `title` is what was typed, of which nothing is kept."""
    upload = app.resuming.show(upload_id, by)
    if not upload.call_id:
        raise NotFound(f"no call of upload {upload_id}")
    call, _rep = app.call_lists.into(upload.call_id, by)
    return led(request, call, request.query_params.get("title", ""), created=False)


HANDLERS = [begin, ended]
