"""Customer systems that are read: on schedule, or when asked."""

from typing import Any

from revrise.apps.api.jobs import accepted
from revrise.apps.api.lists import offer, single
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import system as views
from revrise.apps.api.views.common import Accepted
from revrise.core.crm.source import CrmRun, CrmSource
from revrise.services.crm.sources import AddCrmSource

TAG = "CRM"
SOURCES = Resource(
    CrmSource, "crm_source", "crm-sources", "CRM source", "CRM sources", TAG, views.CrmSource,
    filters=("name", "connector", "active"), sorts=("id", "name"), order="name",
)  # fmt: skip
RUNS = Resource(
    CrmRun, "crm_run", "crm-runs", "CRM run", "CRM runs", TAG, views.CrmRun,
    filters=("source_id", "state", "started_at", "ended_at"), sorts=("id", "started_at"),
    order="-started_at", heavy=frozenset({"report"}),
)  # fmt: skip
offer(SOURCES)
offer(RUNS)


@operation(
    "POST /v1/crm-sources",
    tag=TAG,
    needs="crm_source:create",
    answer=views.CrmSource,
    status=201,
)
def create_crm_source(context: Context, body: views.NewCrmSource) -> Answer:
    """Add a customer system to read.

    Secrets among its options are best references, `env:NAME` or `file:/path`. All of them are kept
    encrypted and never told again.
    """
    command = AddCrmSource(body.name, body.connector, body.location, body.options, body.cron)
    made = context.app.crm_sources.add(command, context.by)
    place = {"Location": f"/v1/crm-sources/{made.id}"}
    return Answer(single(SOURCES, context, made.id), 201, place)


@operation(
    "PATCH /v1/crm-sources/{crm_source_id}",
    tag=TAG,
    needs="crm_source:update",
    answer=views.CrmSource,
    versioned=SOURCES,
)
def switch_crm_source(context: Context, crm_source_id: str, body: views.Switch) -> Any:
    """Switch the schedule of a customer system on or off.

    What was missed meanwhile is not made up for.
    """
    context.app.crm_sources.switch(crm_source_id, context.by, active=body.active)
    return single(SOURCES, context, crm_source_id)


@operation(
    "POST /v1/crm-sources/{crm_source_id}:sync",
    tag=TAG,
    needs="crm_sync:sync",
    answer=Accepted,
    status=202,
)
def sync_crm_source(context: Context, crm_source_id: str) -> Answer:
    """Sync a customer system now.

    A job reads it. Conflict while one runs already.
    """
    return accepted(context.app.crm_sources.sync(crm_source_id, context.by))
