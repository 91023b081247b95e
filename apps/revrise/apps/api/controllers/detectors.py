"""Detectors: which there are, how well they do on labelled lines, calls heard again by them."""

from typing import Any

from revrise.apps.api.jobs import accepted
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import detectors as views
from revrise.apps.api.views.common import Accepted
from revrise.services.detectors.detecting_document import as_documents
from revrise.services.jobs.errands import Ask
from revrise.services.processing.remeasuring import REMEASURE

TAG = "Calls"


@operation("GET /v1/detectors", tag=TAG, needs="tracker:read", answer=views.Detectors)
def list_detectors(context: Context) -> Any:
    """List the detectors that hear calls.

    The built-in ones, then those of plugins: in use, switched off or set aside. A plugin that
    tells of no detector now is one item without `id`.
    """
    return {"items": as_documents(context.app.detectors.list(context.by))}


@operation(
    "POST /v1/detectors:evaluate",
    tag=TAG,
    needs="tracker:read",
    answer=views.Evaluation,
    limit=8 << 20,
    secret=True,
    apart=True,
    pace="export",
)
def evaluate_detectors(context: Context, body: views.EvaluateDetectors) -> Any:
    """Measure the detectors on labelled lines.

    Nothing of them is kept, so no idempotency key is taken. Unprocessable, with the line named,
    for what is no labelled transcript, where nothing is labelled for the task, and for no task.
    Larger sets: `revrise calls evaluate`.
    """
    raw = body.labels.encode()
    return context.app.evaluations.evaluate(raw, "labels", body.task, context.by, body.wrong)


@operation(
    "POST /v1/calls:remeasure",
    tag=TAG,
    needs="plugin:manage",
    answer=Accepted,
    status=202,
)
def remeasure_calls(context: Context) -> Answer:
    """Measure calls again that other detectors heard.

    After a detector of a plugin came, went or changed: metrics, objections and the index of what
    was said. Scorecards stay as they were given.
    """
    return accepted(context.app.errands.ask(Ask(REMEASURE, "plugin", "manage", {}), context.by))
