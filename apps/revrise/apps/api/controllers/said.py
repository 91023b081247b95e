"""Search in what was said in calls."""

from typing import Any

from revrise.apps.api.operation import Context, operation
from revrise.apps.api.views import said as views
from revrise.apps.said_views import told
from revrise.services.calls.listing import CallFilter
from revrise.services.calls.searching import FindSaid


@operation(
    "GET /v1/search/utterances",
    tag="Calls",
    needs="call_transcript:read",
    answer=views.SaidLines,
    pace="search",
)
def search_utterances(context: Context, query: views.SaidQuery) -> Any:
    """Search what was said in calls.

    In calls you may see whose words you may read, as far as everybody agreed that they are
    coached on. A Chinese word is found in any sentence that has it, also one of one character.
    What is hidden from readers without clearance, numbers, addresses and names, is not found.
    """
    calls = CallFilter(
        rep_id=query.rep_id,
        language=query.language,
        deal_id=query.deal_id,
        since=query.since,
        until=query.until,
        team_id=query.team_id,
        account_id=query.account_id,
    )
    after = int(query.after) if query.after else None
    command = FindSaid(
        query.q, query.side, query.question, query.objection, calls, after, query.limit
    )
    return told(context.app.said.find(command, context.by))
