"""What calls are listened for: the set in force, its versions, what a set would have heard."""

from typing import Any

from revrise.apps.api.operation import Context, operation
from revrise.apps.api.views import trackers as views
from revrise.services.calls.listing import CallFilter
from revrise.services.trackers.document import compared, in_call, in_force, listed, tried
from revrise.services.trackers.service import SetTrackers

TAG = "Calls"
_LIMIT = 4 << 20


@operation("GET /v1/trackers", tag=TAG, needs="tracker:read", answer=views.TrackerSet)
def show_trackers(context: Context) -> Any:
    """Show the trackers in force.

    What every call is listened for, as TOML and in brief.
    """
    app, by = context.app, context.by
    past = app.past_calls
    return in_force(app.trackers.show(by), past.so_far(by), past.lately(by))


@operation("PUT /v1/trackers", tag=TAG, needs="tracker:create", answer=views.TrackerNumber,
           limit=_LIMIT)  # fmt: skip
def set_trackers(context: Context, body: views.SetTrackers) -> Any:
    """Listen for a set of trackers.

    From now on; a job goes through past calls. Unprocessable with every line at fault for a wrong
    text; conflict when somebody set another meanwhile. Going back is sending an earlier text.
    """
    command = SetTrackers(body.text, body.number)
    return {"number": context.app.trackers.set(command, context.by)}


@operation("POST /v1/trackers:preview", tag=TAG, needs="call_transcript:read",
           answer=views.TriedTrackers, limit=_LIMIT)  # fmt: skip
def preview_trackers(context: Context, body: views.TryTrackers) -> Any:
    """Try a set of trackers on the newest calls.

    On those you may read and whose people agreed to coaching; nothing is changed. Unprocessable
    with every line at fault for a wrong text.
    """
    return tried(context.app.tracker_hearing.preview(body.text, body.calls, context.by))


@operation("GET /v1/trackers/versions", tag=TAG, needs="tracker:read", answer=views.TrackerVersions)
def list_tracker_versions(context: Context) -> Any:
    """List the versions of the trackers.

    The newest hundred.
    """
    return {"items": [listed(one) for one in context.app.trackers.history(context.by)]}


@operation("GET /v1/trackers/versions/{tracker_version}", tag=TAG, needs="tracker:read",
           answer=views.TrackerVersionText)  # fmt: skip
def get_tracker_version(context: Context, tracker_version: str, query: views.TrackerAgainst) -> Any:
    """Show a version of the trackers.

    With its text, compared with the version before it or another.
    """
    trackers, by = context.app.trackers, context.by
    digits = tracker_version if tracker_version.isascii() and tracker_version.isdecimal() else "0"
    found = trackers.version(int(digits[:9]), by)
    against = found.number - 1 if query.against is None else query.against
    before = trackers.version(against, by).text if against else ""
    return compared(found, against, trackers.diff(before, found.text, by))


@operation("GET /v1/trackers/{tracker_id}/calls", tag=TAG, needs="call:read",
           answer=views.TrackedCalls)  # fmt: skip
def list_tracker_calls(context: Context, tracker_id: str, query: views.TrackedCallsQuery) -> Any:
    """List the calls in which a tracker was heard.

    Those you may see, the newest first, 25 at a time; from what is kept of each call. Not found
    for a tracker that is not in force.
    """
    wanted = CallFilter(
        rep_id=query.rep_id,
        team_id=query.team_id,
        since=query.since,
        until=query.until,
        tracker=tracker_id,
    )
    found = context.app.call_lists.heard(wanted, context.by, query.after)
    items = [
        {name: getattr(one, name) for name in ("id", "title", "rep", "started_at", "language")}
        for one in found.rows
    ]
    return {"items": items, "total": found.total, "next": found.after}


@operation("GET /v1/calls/{call_id}/trackers", tag=TAG, needs="call_transcript:read",
           answer=views.CallTrackers)  # fmt: skip
def list_call_trackers(context: Context, call_id: str) -> Any:
    """List what is heard in a call.

    By the trackers in force, as far as everybody agreed that it may be coached on.
    """
    return in_call(call_id, context.app.tracker_hearing.of_call(call_id, context.by))
