"""What calls are scored on, and how far the scores can be trusted."""

from typing import Any

from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import rubrics as views
from revrise.services.blind.service import AskBlind
from revrise.services.rubrics.document import brief, certified, previewed, reviewed, whole
from revrise.services.rubrics.preview import PreviewRubric

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


@operation(
    "POST /v1/rubrics:preview",
    tag=TAG,
    needs="coach_score:create",
    answer=views.RubricPreview,
)
def preview_rubric(context: Context, body: views.PreviewRubric) -> Any:
    """Try a rubric on past calls.

    The newest calls you may see and measure, beside the version in force; nothing is stored.
    Unprocessable with every line at fault for a wrong text.
    """
    command = PreviewRubric(body.text, body.calls)
    return previewed(context.app.rubric_previews.show(command, context.by))


@operation("GET /v1/blind-reviews", tag=TAG, needs="blind_review:read", answer=views.BlindReviews)
def list_blind_reviews(context: Context) -> Any:
    """List your blind reviews.

    Those that wait for a call, and those whose call you have not scored yet.
    """
    return {"items": [reviewed(one) for one in context.app.blind_reviews.mine(context.by)]}


@operation(
    "POST /v1/rubrics/{rubric_id}/blind-reviews",
    tag=TAG,
    needs="blind_review:create",
    answer=views.BlindReviews,
    status=201,
)
def ask_blind_reviews(context: Context, rubric_id: str, body: views.AskBlind) -> Answer:
    """Ask for calls to score blind.

    The next calls scored on the rubric that you may score: until you gave your levels, those of
    the machine and of other coaches are withheld from you everywhere.
    """
    made = context.app.blind_reviews.ask(AskBlind(rubric_id, body.calls), context.by)
    return Answer({"items": [reviewed(one) for one in made]}, 201)


@operation(
    "POST /v1/blind-reviews/{blind_review_id}:drop",
    tag=TAG,
    needs="blind_review:update",
    answer=views.BlindReview,
)
def drop_blind_review(context: Context, blind_review_id: str) -> Any:
    """Give a blind review up.

    From now on you see the machine's levels of the call; a score of yours is not blind any more.
    """
    return reviewed(context.app.blind_reviews.drop(blind_review_id, context.by))
