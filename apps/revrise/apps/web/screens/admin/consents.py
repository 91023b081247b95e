"""Consent brought in from elsewhere, and which rules hold where; for who answers for privacy."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent, fault, file_in
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post, threaded
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.jurisdiction import REGIMES, built_in

_PATH = "/admin/consents"
_MOST_BYTES = 4 << 20


@get(_PATH)
def overview(request: Web, app: App, by: By) -> Response[str]:
    """Places, and the way in for files."""
    return _page(request, app, by)


@post(_PATH + "/import", request_max_body_size=_MOST_BYTES)
async def import_(request: Web, app: App, by: By) -> Response[Any]:
    """Keeps a table of consent, or says line by line why not."""
    _, raw = await file_in(request)
    return await threaded(lambda: _imported(request, app, by, raw))


@post(_PATH + "/places")
def set_place(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Another regime for a place."""
    _ = words(request)
    place, regime, reason = (form.text(name) for name in ("place", "regime", "reason"))
    try:
        app.places.set(place, regime, reason, by)
    except Invalid as wrong:
        own = {
            "place": _("Like CN, DE or US-CA"),
            "reason": _("Say why, and name nobody: it is kept in the audit trail for good")
            if form.text("reason")
            else _("Say why it may be less than the law on record"),
        }
        form.refused(wrong, ("place", "regime", "reason"), visit(request).locale, own)
        return _page(request, app, by, 422, errors=form.errors, typed=form)
    return redirect(request, _PATH, _("In force"))


@post(_PATH + "/places/{place:str}/unset")
def unset_place(request: Web, app: App, by: By, place: Part) -> Response[Any]:
    """The shipped table again."""
    app.places.unset(place, by)
    return redirect(request, _PATH, words(request)("The shipped rule holds again"))


def _imported(request: Web, app: Any, by: Any, raw: bytes) -> Response[Any]:
    _ = words(request)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "consent.csv"
        path.write_bytes(raw)
        try:
            made = app.consent_import.run(path, by)
        except (Invalid, NotFound) as wrong:
            return _page(
                request, app, by, 422, errors={"file": fault(wrong, visit(request).locale)}
            )
    return _page(request, app, by, 422 if made.rejected else 200, made=made)


def _page(request: Web, app: Any, by: Any, status: int = 200, **more: Any) -> Response[str]:
    return page(
        request,
        "admin/consents.html",
        status,
        places=app.places.list(by),
        table=built_in().version,
        regimes=REGIMES,
        made=more.get("made"),
        errors=more.get("errors") or {},
        typed=more.get("typed") or Sent(),
    )


HANDLERS = [overview, import_, set_place, unset_place]
