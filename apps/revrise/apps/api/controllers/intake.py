"""Calls that come in by machine: sources, what came, and what waits for somebody."""

from typing import Any

from attrs import asdict

from revrise.apps.api.arrivals import told
from revrise.apps.api.jobs import accepted
from revrise.apps.api.lists import offer, single
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import intake as views
from revrise.apps.api.views.common import Accepted
from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.conversations.intake.source import IntakeSource
from revrise.services.intake.commands import AddSource, Choose

TAG = "Intake"
SOURCES = Resource(
    IntakeSource, "intake_source", "intake-sources", "intake source", "intake sources", TAG,
    views.IntakeSource, filters=("owner_id", "active"), sorts=("id", "created_at"),
    order="-created_at",
)  # fmt: skip
ARRIVALS = Resource(
    Arrival, "call_arrival", "call-arrivals", "call arrival", "call arrivals", TAG,
    views.CallArrival, filters=("source_id", "owner_id", "state", "arrived_at"),
    sorts=("id", "arrived_at"), order="-arrived_at",
    heavy=frozenset({"parties"}),
)  # fmt: skip
offer(SOURCES)
offer(ARRIVALS)


@operation(
    "POST /v1/intake-sources",
    tag=TAG,
    needs="intake_source:create",
    answer=views.IntakeSecret,
    status=201,
    secret=True,
)
def create_intake_source(context: Context, body: views.NewIntakeSource) -> Answer:
    """Add a source of calls.

    It comes with a secret for signed messages (Standard Webhooks), which is never shown again.
    """
    command = AddSource(**{name: getattr(body, name) for name in body.__struct_fields__})
    made = context.app.intake_sources.add(command, context.by)
    return Answer(asdict(made), 201, {"Location": f"/v1/intake-sources/{made.id}"})


@operation(
    "POST /v1/intake-sources/{intake_source_id}:rotate",
    tag=TAG,
    needs="intake_source:update",
    answer=views.IntakeSecret,
    secret=True,
    versioned=SOURCES,
)
def rotate_intake_source(context: Context, intake_source_id: str) -> Any:
    """Make a new secret for a source.

    Messages signed with the old one are taken for another day.
    """
    return asdict(context.app.intake_sources.rotate(intake_source_id, context.by))


@operation(
    "POST /v1/intake-sources/{intake_source_id}:switch",
    tag=TAG,
    needs="intake_source:update",
    answer=views.IntakeSource,
    versioned=SOURCES,
)
def switch_intake_source(
    context: Context, intake_source_id: str, body: views.SwitchIntakeSource
) -> Any:
    """Switch a source on or off.

    Of one that is off, nothing is taken.
    """
    found = context.app.intake_sources.switch(intake_source_id, context.by, active=body.active)
    return asdict(found)


@operation(
    "GET /v1/call-connectors", tag=TAG, needs="intake_source:create", answer=views.Connectors
)
def list_call_connectors(context: Context) -> Any:
    """List the systems that can be asked for their calls.

    Plugins offer them, once their keys are set.
    """
    context.app.desk.scope(context.by, "intake_source", "create")
    return {"items": [asdict(one) for one in context.app.intake_sources.connectors()]}


@operation(
    "POST /v1/intake-sources/{intake_source_id}:sync",
    tag=TAG,
    needs="intake_source:update",
    answer=Accepted,
    status=202,
)
def sync_intake_source(context: Context, intake_source_id: str) -> Answer:
    """Ask a source's system for its calls now.

    A job asks it. Conflict for a source that sends its calls by itself, is off, or whose system
    asked to wait.
    """
    return accepted(context.app.call_syncs.ask(intake_source_id, context.by))


@operation(
    "POST /v1/intake-sources/{intake_source_id}/arrivals",
    tag=TAG,
    needs="call_arrival:create",
    answer=views.CameIn,
    status=202,
    limit=8 << 20,
    pace="upload",
    apart=True,
)
def create_arrival(context: Context, intake_source_id: str, body: views.NewArrival) -> Answer:
    """Hand in a call of a source of yours.

    A job finds out whose it is, and keeps it or has it wait. The same call again is known.
    """
    app, by = context.app, context.by
    source = app.intake_sources.mine(intake_source_id, by)
    came = app.arriving.take_down(told(app, body, by), source, by)
    body_ = {"arrival": came.arrival.id, "created": came.created, "state": came.arrival.state}
    return Answer(body_, 202, {"Location": f"/v1/call-arrivals/{came.arrival.id}"})


@operation(
    "POST /v1/call-arrivals/{call_arrival_id}:choose",
    tag=TAG,
    needs="call_arrival:update",
    answer=views.CallArrival,
    versioned=ARRIVALS,
    apart=True,
)
def choose_call_arrival(context: Context, call_arrival_id: str, body: views.ChooseArrival) -> Any:
    """Say whose call it is.

    It becomes a call of that rep, in your name. What cannot be kept waits on, with the reason.
    """
    command = Choose(
        call_arrival_id, body.rep_id, body.deal_id, body.consent, body.jurisdiction, body.separately
    )
    context.app.call_inbox.choose(command, context.by)
    return single(ARRIVALS, context, call_arrival_id)


@operation(
    "POST /v1/call-arrivals/{call_arrival_id}:dismiss",
    tag=TAG,
    needs="call_arrival:update",
    answer=views.CallArrival,
    versioned=ARRIVALS,
    apart=True,
)
def dismiss_call_arrival(context: Context, call_arrival_id: str) -> Any:
    """Say that it is nobody's call.

    Its file goes, and what is personal in it.
    """
    context.app.call_inbox.dismiss(call_arrival_id, context.by)
    return single(ARRIVALS, context, call_arrival_id)
