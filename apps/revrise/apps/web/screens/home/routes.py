"""Home."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.home.views import REASONS, parts, say
from revrise.apps.web.visit import visit, words
from revrise.core.errors import NotFound
from revrise.core.home.step_mark import DONE, OPEN, SNOOZED, UNTIL
from revrise.services.home.service import SetAside


@get("/")
def home(request: Web, app: App, by: By) -> Response[str]:
    """The day of who asks."""
    view = app.home.show(by)
    _ = words(request)
    steps = [say(step, _, view.as_of) for step in view.steps]
    aside = [say(step, _, view.as_of) for step in view.aside]
    minutes = sum(step.minutes for step in view.steps)
    return page(
        request,
        "home/home.html",
        view=view,
        steps=steps,
        aside=aside,
        minutes=minutes,
        shown=parts(view),
        reasons=REASONS,
    )


@post("/steps/{step_id:str}")
def set_aside(request: Web, app: App, by: By, step_id: Part, form: Form) -> Response[Any]:
    """A step is done, open again, or comes back tomorrow or next week."""
    _, until = words(request), form.text("until")
    command = SetAside(step_id, DONE, zone=visit(request).zone)
    said = _("Done; it comes back only for a new reason")
    if until == OPEN:
        command, said = SetAside(step_id, OPEN), _("Among the next steps again")
    elif until in UNTIL:
        command = SetAside(step_id, SNOOZED, until, visit(request).zone)
        said = _("Comes back tomorrow") if until == "tomorrow" else _("Comes back on Monday")
    try:
        app.home.set_aside(command, by)
    except NotFound:
        return redirect(request, "/", _("It does not wait for you any more"))
    return redirect(request, "/", said)


HANDLERS = [home, set_aside]
