"""What metrics mean, and what is usual."""

from typing import Any

from revrise.apps.api.operation import Context, operation
from revrise.apps.api.views import metrics as views
from revrise.core.conversations.metrics.definition_sources import as_document
from revrise.core.conversations.metrics.definitions import DEFINITIONS
from revrise.services.measures.benchmark_document import beside
from revrise.services.trends.trends_document import as_document as trends_document

TAG = "Calls"


@operation("GET /v1/metric-definitions", tag=TAG, needs="", answer=views.MetricDefinitions)
def list_metric_definitions(_context: Context) -> Any:
    """List the definitions of metrics.

    Each with formula, unit, the least data, and the reasons why it may have no value.
    """
    return {"items": [as_document(one) for one in DEFINITIONS]}


@operation("GET /v1/calls/{call_id}/benchmark", tag=TAG, needs="call:read",
           answer=views.CallBenchmark)  # fmt: skip
def show_call_benchmark(context: Context, call_id: str) -> Any:
    """Show a call beside its team.

    Median and middle half of each metric over 90 days; null below five calls of five people.
    """
    return beside(*context.app.benchmarks.of_call(call_id, context.by))


@operation("GET /v1/conversation-trends", tag=TAG, needs="call:read",
           answer=views.ConversationTrends)  # fmt: skip
def show_conversation_trends(context: Context, query: views.TrendQuery) -> Any:
    """Show how a team talks, week by week.

    One metric for the team and each person, over the calls you may see, with what is missing and
    how sure a change is.
    """
    found = context.app.trends.show(
        query.metric, context.by, team_id=query.team_id, weeks=query.weeks
    )
    return trends_document(found)
