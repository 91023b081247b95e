"""The inbox."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.safe_next import safe_next
from revrise.apps.web.screens.inbox.views import choices, icon_of, inbox
from revrise.apps.web.visit import visit, words
from revrise.services.notifications.commands import SetPreferences


@get("/inbox")
def listing(request: Web, app: App, by: By) -> Response[str]:
    """One's notifications, the newest first."""
    only = request.query_params.get("show") == "unread"
    seen = visit(request)
    return page(
        request,
        "inbox/inbox.html",
        part="list",
        box=inbox(app, seen, by, unread=only),
        icon_of=icon_of,
    )


@post("/inbox/{notification_id:str}/read")
def read(request: Web, app: App, by: By, notification_id: Part) -> Response[Any]:
    """Read, and on to what it is about."""
    found = app.notifications.mark(notification_id, by)
    return redirect(request, safe_next(found.link or "/inbox"))


@post("/inbox/read")
def read_all(request: Web, app: App, by: By) -> Response[Any]:
    """All read."""
    _ = words(request)
    count = app.notifications.mark_all(by)
    toast = _.n("%(num)s notification read", "%(num)s notifications read", count)
    return redirect(request, "/inbox", toast=toast)


@get("/inbox/settings")
def settings(request: Web, app: App, by: By) -> Response[str]:
    """What one wants to be told, and where."""
    return page(request, "inbox/settings.html", chosen=choices(app, visit(request), by))


@post("/inbox/settings")
def choose(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Another choice."""
    _ = words(request)
    wanted = set(form.many("kinds"))
    offered = choices(app, visit(request), by)
    muted = tuple(kind for kind, _title in offered.kinds if kind not in wanted)
    channels = form.many("channels")
    app.notifications.prefer(SetPreferences(muted, channels), by)
    return redirect(request, "/inbox/settings", toast=_("Saved"))


HANDLERS = [listing, read, read_all, settings, choose]
