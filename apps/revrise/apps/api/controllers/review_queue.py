"""The review queue: what to hear next, and what is passed over."""

from typing import Any

from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import review_queue as views
from revrise.services.coaching.queue_document import all_skipped, queued, skipped
from revrise.services.coaching.skipping import SkipCall

TAG = "Coaching"


@operation("GET /v1/review-queue", tag=TAG, needs="assessment:read", answer=views.Queue)
def show_review_queue(context: Context, query: views.QueueQuery) -> Any:
    """Show the calls worth a coach's time.

    Of the last 60 days, reviewed by nobody: the most telling first, each with its reasons and their
    figures; and how much of each rep is heard.
    """
    return queued(context.app.review_queues.show(context.by, query.limit))


@operation(
    "POST /v1/review-queue/{call_id}:skip",
    tag=TAG,
    needs="review_skip:create",
    answer=views.ReviewSkip,
    status=201,
)
def skip_review(context: Context, call_id: str, body: views.SkipReview) -> Answer:
    """Pass over a call of your review queue.

    It does not come back to you; to other coaches it does.
    """
    command = SkipCall(call_id, body.reason, body.note)
    return Answer(skipped(context.app.skipping.skip(command, context.by)), 201)


@operation(
    "POST /v1/review-queue/{call_id}:take-back",
    tag=TAG,
    needs="review_skip:delete",
    status=204,
)
def take_skip_back(context: Context, call_id: str) -> Answer:
    """Let a call you passed over come back to your review queue."""
    context.app.skipping.take_back(call_id, context.by)
    return Answer(None, 204)


@operation(
    "GET /v1/review-queue/skipped", tag=TAG, needs="review_skip:read", answer=views.SkippedReviews
)
def list_skipped_reviews(context: Context) -> Any:
    """Count why calls are passed over.

    In the last 30 days: your own, and those of everybody whose calls you answer for.
    """
    return all_skipped(context.app.skipping.show(context.by))
