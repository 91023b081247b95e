"""The keys of what is kept encrypted: how they stand, a new one, destroying one."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Conflict, Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.jobs.job import Job
from revrise.ports.query import Query
from revrise.ports.vault import REASONS
from revrise.services.vault.service import REWRAP, Shred

_HERE = "/admin/vault"


@get(_HERE)
def show(request: Web, app: App, by: By) -> Response[str]:
    """Which keys there are, and what is sealed under which."""
    return _page(request, app, by)


@post(_HERE + "/rotate")
def rotate(request: Web, app: App, by: By) -> Response[Any]:
    """A new key of the organisation; a job does the rest."""
    made, _ = app.vault.rotate(by), words(request)
    said = _("A new key is in use; a job wraps the others by it")
    return redirect(request, _HERE, said if made.job else _("A new key is in use"))


@post(_HERE + "/shred")
def shred(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Destroys the key of a call's words or of a file."""
    _, subject = words(request), form.text("subject_id")
    command = Shred(form.text("kind"), subject, form.text("reason"))
    try:
        gone = app.vault.shred(command, by)
    except (Invalid, Conflict) as error:
        form.refused(error, ("subject_id",), visit(request).locale)
        return _page(request, app, by, 422, form)
    return redirect(request, _HERE, _("Destroyed") if gone else _("There was no such key"))


def _page(
    request: Web, app: Any, by: Actor, status: int = 200, typed: Sent | None = None
) -> Response[str]:
    typed = typed or Sent()
    return page(
        request,
        "admin/vault.html",
        status,
        found=app.vault.status(by),
        job=_job(app, by),
        reasons=REASONS,
        typed=typed,
        at=app.clock.now(),
        errors=typed.errors,
    )


def _job(app: Any, by: Actor) -> Job | None:
    """The newest job of a rotation, for who may see it."""
    try:
        found = app.jobs.list(by, Query(where=where(task=REWRAP), limit=1))
    except Refused:
        return None
    return found[0] if found else None


HANDLERS = [show, rotate, shred]
