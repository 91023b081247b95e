"""The audit log: who did what, and whether the chain holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.core.governance.audit import AuditEntry


@frozen
class Log:
    """A page of the log, the newest first. `before` is where the next page begins."""

    entries: Sequence[AuditEntry]
    names: Mapping[str, str]
    before: int | None
    action: str
    person: str


@get("/admin/audit", sync_to_thread=True)
def log(request: Web, app: App, by: By) -> Response[str]:
    """The newest entries; `?verify=1` checks the whole chain."""
    asked = request.query_params
    action, person, before = (asked.get(name, "") for name in ("action", "person", "before"))
    people = {str(row["id"]): str(row["name"]) for row in app.people.list(by)}
    whom = [one for one, name in people.items() if person and person.casefold() in name.casefold()]
    entries, further = app.governance.newest_audit(
        by,
        before=int(before) if before.isdigit() else None,
        action=action,
        actors=tuple(whom) if person else None,
    )
    verified: Any = app.governance.verify_audit(by) if asked.get("verify") else None
    found = Log(entries, people, further, action, person)
    return page(request, "admin/audit.html", part="rows", log=found, verified=verified)


HANDLERS = [log]
