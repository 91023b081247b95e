"""Starting a hold, an erasure or a copy: whom or what it is about, by name, then why."""

from collections.abc import Mapping, Sequence

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.assembly import RevRise
from revrise.apps.web.forms import fault
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.visit import visit
from revrise.core.errors import Invalid, NotFound, RevRiseError
from revrise.core.governance.actor import Actor
from revrise.services.privacy.subjects import Subject

# What each may be about, and what one has to be allowed for it.
PURPOSES: Mapping[str, tuple[tuple[str, ...], str]] = {
    "hold": (("person", "call", "deal"), "legal_hold"),
    "erase": (("person", "card"), "erasure"),
    "copy": (("person",), "subject_export"),
}


@frozen
class Start:
    """How far it is: what was looked for, what was found, what was chosen."""

    purpose: str
    kinds: tuple[str, ...]
    text: str = ""
    kind: str = ""
    found: Sequence[Subject] = ()
    chosen: Subject | None = None
    reason: str = ""


@get("/admin/privacy/new/{purpose:str}", opt={"pace": "search"})
def start(request: Web, app: App, by: By, purpose: Part) -> Response[str]:
    """`?q=` looks for names, `?kind=…&id=…` is the one it is about."""
    if purpose not in PURPOSES:
        raise NotFound(f"nothing to start: {purpose}")
    kinds, resource = PURPOSES[purpose]
    app.desk.scope(by, resource, "create")
    asked = request.query_params
    kind = asked.get("kind", "")
    if asked.get("id") and kind in kinds:
        chosen = app.privacy_subjects.show(kind, asked["id"], by)
        return shown(request, Start(purpose, kinds, kind=kind, chosen=chosen))
    text = asked.get("q", "").strip()
    wanted = (kind,) if kind in kinds else kinds
    try:
        found = app.privacy_subjects.find(text, by, wanted) if text else ()
    except Invalid:
        found = ()
    return shown(request, Start(purpose, kinds, text, kind, found))


def again(
    request: Web, app: RevRise, by: Actor, given: tuple[str, Subject, str], error: RevRiseError
) -> Response[str]:
    """The form as it was sent, of (purpose, subject, reason), with what is wrong."""
    purpose, about, reason = given
    kinds, _ = PURPOSES[purpose]
    try:
        chosen = app.privacy_subjects.show(about.kind, about.id, by)
    except NotFound:
        return shown(request, Start(purpose, kinds, about.id, about.kind), error)
    return shown(request, Start(purpose, kinds, "", about.kind, (), chosen, reason), error)


def shown(request: Web, begun: Start, error: RevRiseError | None = None) -> Response[str]:
    """The page, or what was found alone."""
    errors = {"": fault(error, visit(request).locale)} if error is not None else {}
    status = 422 if error is not None else 200
    return page(request, "admin/privacy_new.html", status, part="found", begun=begun, errors=errors)


HANDLERS = [start]
