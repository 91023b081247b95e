"""Receivers of events: where they are, what they get, what failed."""

from datetime import timedelta
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent, fault
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Invalid, Refused, RevRiseError
from revrise.services.webhooks.commands import AddWebhook, ChangeWebhook, ReplayWebhook

_WEEK = timedelta(days=7)


@get("/admin/webhooks")
def listing(request: Web, app: App, by: By) -> Response[str]:
    """The receivers in reach."""
    return page(request, "admin/webhooks.html", part="rows", hooks=app.webhooks.list(by),
                errors={}, typed=Sent())  # fmt: skip


@post("/admin/webhooks")
def add(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """A new receiver; its secret is shown this once."""
    url, events = form.text("url"), _events(form)
    try:
        made = app.webhooks.add(AddWebhook(url, events), by)
    except (Invalid, Refused) as error:
        return page(request, "admin/webhooks.html", 422, hooks=app.webhooks.list(by),
                    errors=_said(request, error), typed=form)  # fmt: skip
    return _one(request, app, by, made.id, secret=made.secret)


@get("/admin/webhooks/{hook_id:str}")
def show(request: Web, app: App, by: By, hook_id: Part) -> Response[str]:
    """One receiver and what was sent to it."""
    return _one(request, app, by, hook_id)


@post("/admin/webhooks/{hook_id:str}")
def change(request: Web, app: App, by: By, hook_id: Part, form: Form) -> Response[Any]:
    """Another address or other events; on or off."""
    _ = words(request)
    command = ChangeWebhook(
        hook_id,
        form.text("url"),
        _events(form),
        form.text("active") == "1",
        form.whole("version") or 0,
    )
    try:
        app.webhooks.change(command, by)
    except (Invalid, Refused) as error:
        return _one(request, app, by, hook_id, errors=_said(request, error))
    return redirect(request, f"/admin/webhooks/{hook_id}", _("Saved"))


@post("/admin/webhooks/{hook_id:str}/test")
def test(request: Web, app: App, by: By, hook_id: Part) -> Response[Any]:
    """A test event, now."""
    _ = words(request)
    sent = app.webhooks.test(hook_id, by)
    good = sent["state"] == "delivered"
    said = _("The receiver took it") if good else _("The receiver did not take it")
    return redirect(request, f"/admin/webhooks/{hook_id}", said, "good" if good else "bad")


@post("/admin/webhooks/{hook_id:str}/rotate")
def rotate(request: Web, app: App, by: By, hook_id: Part) -> Response[Any]:
    """A new secret, shown this once."""
    made = app.webhooks.rotate(hook_id, by)
    return _one(request, app, by, hook_id, secret=made.secret)


@post("/admin/webhooks/{hook_id:str}/replay")
def replay(request: Web, app: App, by: By, hook_id: Part, form: Form) -> Response[Any]:
    """What failed within a week, or one delivery, again."""
    _ = words(request)
    one = form.text("delivery") or None
    since = None if one else visit(request).now - _WEEK
    count = app.webhooks.replay(ReplayWebhook(hook_id, one, since), by)
    said = _.n("%(num)s delivery queued again", "%(num)s deliveries queued again", count)
    return redirect(request, f"/admin/webhooks/{hook_id}", said)


@post("/admin/webhooks/{hook_id:str}/remove")
def remove(request: Web, app: App, by: By, hook_id: Part) -> Response[Any]:
    """Gone, with everything that waited for it."""
    _ = words(request)
    app.webhooks.remove(hook_id, by)
    return redirect(request, "/admin/webhooks", _("Removed"))


def _one(
    request: Web,
    app: Any,
    by: Any,
    hook_id: str,
    *,
    secret: str = "",
    errors: dict[str, str] | None = None,
) -> Response[str]:
    return page(
        request,
        "admin/webhook.html",
        422 if errors else 200,
        part="log",
        hook=app.webhooks.show(hook_id, by),
        log=app.webhooks.deliveries(hook_id, by),
        secret=secret,
        errors=errors or {},
        mine=app.webhooks.show(hook_id, by).owner_id == by.person_id,
    )


def _events(form: Sent) -> tuple[str, ...]:
    found = form.text("events").replace(",", " ").split()
    return tuple(found) or ("*",)


def _said(request: Web, error: RevRiseError) -> dict[str, str]:
    _ = words(request)
    if error.culprit == "events":
        return {"events": _("Names like call.scored, deal.* or *, with spaces between them.")}
    return {
        "url": _("This address cannot be called: %(why)s", why=fault(error, visit(request).locale))
    }


HANDLERS = [listing, add, show, change, test, rotate, replay, remove]
