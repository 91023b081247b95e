"""Home."""

from litestar import Response, get

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.render import page


@get("/", sync_to_thread=True)
def home(request: Web, app: App, by: By) -> Response[str]:
    """The day of who asks."""
    return page(request, "home/home.html", people=app.people.list(by))


HANDLERS = [home]
