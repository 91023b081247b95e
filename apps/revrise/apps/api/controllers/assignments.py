"""The same call given to several reviewers, who see nobody's levels before all have scored."""

from typing import Any

from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import assignments as views
from revrise.apps.api.views.rubrics import BlindReview
from revrise.services.assignments.document import assigned, settled
from revrise.services.assignments.giving import GiveCall, Settle
from revrise.services.assignments.passing import SkipReview
from revrise.services.rubrics.document import reviewed

TAG = "Feedback"


@operation(
    "POST /v1/rubrics/{rubric_id}/blind-assignments",
    tag=TAG,
    needs="blind_assignment:create",
    answer=views.BlindAssignment,
    status=201,
)
def give_blind(context: Context, rubric_id: str, body: views.GiveBlind) -> Answer:
    """Give a call to several reviewers.

    Until all have scored, skipped, or the day is due, none of them sees a level of the call, and
    nobody sees theirs. Who may not hear and score it is named.
    """
    command = GiveCall(body.call_id, rubric_id, tuple(body.reviewers), body.due)
    return Answer(_shown(context, context.app.giving.give(command, context.by).id), 201)


@operation(
    "GET /v1/blind-assignments",
    tag=TAG,
    needs="blind_assignment:read",
    answer=views.BlindAssignments,
)
def list_blind_assignments(context: Context) -> Any:
    """List calls given to several reviewers.

    With who has scored; the levels are with a single one.
    """
    return {"items": [assigned(one) for one in context.app.assignments.list(context.by)]}


@operation(
    "GET /v1/blind-assignments/{blind_assignment_id}",
    tag=TAG,
    needs="blind_assignment:read",
    answer=views.BlindAssignment,
)
def get_blind_assignment(context: Context, blind_assignment_id: str) -> Any:
    """Show one of them.

    Once it is over with how reviewers agree, criterion by criterion.
    """
    return _shown(context, blind_assignment_id)


@operation(
    "POST /v1/blind-assignments/{blind_assignment_id}:end",
    tag=TAG,
    needs="blind_assignment:update",
    answer=views.BlindAssignment,
)
def end_blind_assignment(context: Context, blind_assignment_id: str) -> Any:
    """End one before all have scored.

    Levels are shown from now on; who has not scored yet does not score blind any more.
    """
    context.app.giving.end(blind_assignment_id, context.by)
    return _shown(context, blind_assignment_id)


@operation(
    "POST /v1/blind-assignments/{blind_assignment_id}:settle",
    tag=TAG,
    needs="adjudication:create",
    answer=views.SettledLevel,
)
def settle_difference(context: Context, blind_assignment_id: str, body: views.SettleLevel) -> Any:
    """Settle a difference of reviewers.

    By somebody who gave none of the levels. It stands beside them, and changes none.
    """
    command = Settle(blind_assignment_id, body.criterion, body.level, body.reason)
    return settled(context.app.giving.settle(command, context.by))


@operation(
    "POST /v1/blind-reviews/{blind_review_id}:skip",
    tag=TAG,
    needs="blind_review:update",
    answer=BlindReview,
)
def skip_blind_review(context: Context, blind_review_id: str, body: views.SkipReview) -> Any:
    """Pass on a review that was given to you.

    With a reason; the others go on, and levels stay withheld from you until they are done.
    """
    command = SkipReview(blind_review_id, body.reason, body.note)
    return reviewed(context.app.passing.skip(command, context.by))


def _shown(context: Context, assignment_id: str) -> dict[str, Any]:
    return assigned(context.app.assignments.show(assignment_id, context.by))
