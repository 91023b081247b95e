"""Calls that something stopped: its causes, and all calls of one started again."""

from typing import Any

from attrs import asdict, evolve

from revrise.apps.api.jobs import accepted
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import stopped as views

TAG = "Calls"


@operation("GET /v1/stopped-calls", tag=TAG, needs="plugin:manage", answer=views.StoppedCalls)
def list_stopped_calls(context: Context) -> Any:
    """List what stopped calls.

    By cause: what to do, how many calls wait for it, the error and since when. No call is named.
    """
    causes = context.app.stopped_calls.causes(context.by)
    return {"items": [asdict(one) for one in causes]}


@operation(
    "POST /v1/stopped-calls/{cause_id}:restart",
    tag=TAG,
    needs="plugin:manage",
    answer=views.CallsRestarted,
    status=202,
)
def restart_stopped_calls(context: Context, cause_id: str) -> Answer:
    """Start all calls of a cause again.

    Once it is mended. A job does it; asked again before that ended, the answer is the same job.
    Calls that are worked on already are left alone.
    """
    asked = context.app.restarting.ask(cause_id, context.by)
    answer = accepted(asked.job)
    return evolve(answer, body={**answer.body, "calls": asked.calls})
