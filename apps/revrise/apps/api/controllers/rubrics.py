"""What calls are scored on, and how far the scores can be trusted."""

from typing import Any

from revrise.apps.api.operation import Context, operation
from revrise.apps.api.views import rubrics as views
from revrise.services.rubrics.document import brief, certified, whole

TAG = "Feedback"


@operation("GET /v1/rubrics", tag=TAG, needs="assessment:read", answer=views.RubricList)
def list_rubrics(context: Context) -> Any:
    """List rubrics.

    Those of the plugins in use.
    """
    return {"items": [brief(one) for one in context.app.rubrics.all(context.by)]}


@operation("GET /v1/rubrics/{rubric_id}", tag=TAG, needs="assessment:read", answer=views.Rubric)
def get_rubric(context: Context, rubric_id: str) -> Any:
    """Show one rubric.

    With its criteria and what each level means.
    """
    return whole(context.app.rubrics.one(rubric_id, context.by))


@operation(
    "GET /v1/rubrics/{rubric_id}/agreement",
    tag=TAG,
    needs="coach_score:read",
    answer=views.Agreement,
)
def get_rubric_agreement(context: Context, rubric_id: str) -> Any:
    """Show how far machine and people agree.

    Over the calls you may see, from the scores of people who had not seen the machine's level; how
    many had is told apart.
    """
    return certified(context.app.rubrics.certify(rubric_id, context.by))
