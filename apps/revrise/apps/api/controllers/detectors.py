"""Detectors measured on labelled lines that somebody brings."""

from typing import Any, cast

from revrise.apps.api.operation import Context, operation
from revrise.apps.api.views import detectors as views
from revrise.core.conversations.evaluation import Task

TAG = "Calls"


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
    for what is no labelled transcript, and where nothing is labelled for the task. Larger sets:
    `revrise calls evaluate`.
    """
    raw, task = body.labels.encode(), cast(Task, body.task)  # its pattern lets no other in
    return context.app.evaluations.evaluate(raw, "labels", task, context.by, body.wrong)
