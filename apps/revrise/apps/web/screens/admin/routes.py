"""Everything below `/admin`."""

from litestar import Response

from revrise.apps.api.deps import App, By, Web
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.screens.admin import (
    access,
    audit,
    consents,
    intake,
    jobs,
    people,
    plugins,
    policy,
    policy_edit,
    privacy,
    privacy_new,
    provisioning,
    reports,
    vault,
    webhooks,
)
from revrise.core.errors import Refused


@get("/admin")
def overview(request: Web, app: App, by: By) -> Response[str]:
    """How the system does, and the ways into it."""
    system = app.home.watch.system(by)
    if system is None:
        raise Refused("you may not run the system", remedy="ask an administrator")
    return page(request, "admin/overview.html", system=system)


HANDLERS = [
    overview,
    *people.HANDLERS,
    *plugins.HANDLERS,
    *jobs.HANDLERS,
    *consents.HANDLERS,
    *intake.HANDLERS,
    *webhooks.HANDLERS,
    *audit.HANDLERS,
    *policy.HANDLERS,
    *privacy.HANDLERS,
    *privacy_new.HANDLERS,
    *reports.HANDLERS,
    *policy_edit.HANDLERS,
    *access.HANDLERS,
    *provisioning.HANDLERS,
    *vault.HANDLERS,
]
