"""Home."""

from litestar import Response, get

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.render import page
from revrise.apps.web.screens.home.views import parts, say
from revrise.apps.web.visit import words


@get("/", sync_to_thread=True)
def home(request: Web, app: App, by: By) -> Response[str]:
    """The day of who asks."""
    view = app.home.show(by)
    _ = words(request)
    steps = [say(step, _, view.as_of) for step in view.steps]
    minutes = sum(step.minutes for step in view.steps)
    return page(
        request, "home/home.html", view=view, steps=steps, minutes=minutes, shown=parts(view)
    )


HANDLERS = [home]
