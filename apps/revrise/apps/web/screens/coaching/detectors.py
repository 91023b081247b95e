"""Which detectors hear calls, and how well they do on labelled lines; nothing of these is kept."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.forms import Form, Sent, fault, file_in
from revrise.apps.web.render import page
from revrise.apps.web.routing import get, post, threaded
from revrise.apps.web.visit import visit, words
from revrise.core.conversations.evaluation import TASKS
from revrise.core.errors import Invalid
from revrise.services.reach import may

MOST_BYTES = 8 << 20
_WRONG = 200


@get("/coaching/detectors")
def show(request: Web, app: App, by: By) -> Response[str]:
    """The way in for a labelled file."""
    app.desk.scope(by, "tracker")
    return _page(request, app, by, Sent())


@post("/coaching/detectors", request_max_body_size=MOST_BYTES + (1 << 16), opt={"pace": "export"})
async def measure(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Figures and the lines that went wrong, or the form with what is wrong with the file."""
    file = await file_in(request)
    return await threaded(lambda: _measured(request, app, by, form, file))


def _measured(
    request: Web, app: Any, by: Any, form: Sent, file: tuple[str, bytes]
) -> Response[str]:
    _, task = words(request), form.text("task")
    app.desk.scope(by, "tracker")
    name, raw = file
    if not raw:
        form.errors["file"] = _("Choose a labelled file")
    if task not in {*TASKS, *(one.task for one in app.evaluations.own_tasks(by))}:
        form.errors["task"] = _("Choose what was labelled")
    if form.errors:
        return _page(request, app, by, form, 422)
    try:
        found = app.evaluations.evaluate(raw, name or "labels", task, by, _WRONG)
    except Invalid as wrong:
        form.errors["file"] = f"{wrong.culprit}: {fault(wrong, visit(request).locale)}"
        return _page(request, app, by, form, 422)
    return _page(request, app, by, form, found=found)


def _page(
    request: Web, app: Any, by: Any, form: Sent, status: int = 200, found: Any = None
) -> Response[str]:
    return page(
        request,
        "coaching/detectors.html",
        status,
        form=form,
        found=found,
        most=MOST_BYTES >> 20,
        detectors=app.detectors.list(by),
        own=app.evaluations.own_tasks(by),
        manages=may(app.desk, by, "plugin", "manage"),
    )


HANDLERS = [show, measure]
