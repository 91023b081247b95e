"""What people say of calls and scores: comments, coaches' scores, disputes."""

from typing import Any

from revrise.apps.api.lists import offer, single
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import feedback as views
from revrise.apps.api.views import mentions
from revrise.core.coaching.comment import CallComment
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.services.coaching.feedback import AddComment
from revrise.services.reviews.service import Deciding, Disputing, ScoreCall

TAG = "Feedback"
COMMENTS = Resource(
    CallComment, "call_comment", "comments", "comment", "comments", TAG, views.Comment,
    filters=("call_id", "owner_id", "author_id", "parent_id", "at"), sorts=("id", "at"),
    order="-at",
)  # fmt: skip
ASSESSMENTS = Resource(
    Assessment, "assessment", "assessments", "assessment", "assessments", TAG, views.Assessment,
    filters=("subject_id", "person_id", "team_id", "rubric", "score", "at"),
    sorts=("id", "at", "score"), order="-at", heavy=frozenset({"scorecard"}),
)  # fmt: skip
OBSERVATIONS = Resource(
    Observation, "observation", "observations", "observation", "observations", TAG,
    views.Observation,
    filters=("person_id", "team_id", "competency_id", "subject_id", "assessment_id", "criterion",
             "level", "at"),
    sorts=("id", "at", "level"), order="-at",
)  # fmt: skip
COACH_SCORES = Resource(
    CoachScore, "coach_score", "coach-scores", "coach score", "coach scores", TAG,
    views.CoachScore, filters=("assessment_id", "subject_id", "person_id", "coach_id", "at"),
    sorts=("id", "at", "score"), order="-at",
)  # fmt: skip
DISPUTES = Resource(
    Dispute, "dispute", "disputes", "dispute", "disputes", TAG, views.Dispute,
    filters=("assessment_id", "subject_id", "person_id", "state", "raised_at"),
    sorts=("id", "raised_at"), order="-raised_at",
)  # fmt: skip
for _resource in (COMMENTS, ASSESSMENTS, OBSERVATIONS, COACH_SCORES, DISPUTES):
    offer(_resource)


@operation(
    "POST /v1/calls/{call_id}/comments",
    tag=TAG,
    needs="call_comment:create",
    answer=views.Comment,
    status=201,
)
def create_comment(context: Context, call_id: str, body: views.NewComment) -> Answer:
    """Comment on a call.

    At a moment, on a line, or on the whole; an answer joins the thread of what it answers.
    `@` and a name in the text tells that person, if they may see the call and the comment.
    """
    command = AddComment(
        call_id,
        body.text,
        body.at_ms,
        body.utterance,
        body.parent_id,
        body.shared,
        mentions=body.mentions,
    )
    made = context.app.feedback.comment(command, context.by)
    place = {"Location": f"/v1/comments/{made.id}"}
    return Answer(single(COMMENTS, context, made.id), 201, place)


@operation(
    "GET /v1/calls/{call_id}/mentionable",
    tag=TAG,
    needs="call_comment:create",
    answer=mentions.Mentionable,
)
def show_mentionable(context: Context, call_id: str, query: mentions.MentionQuery) -> Any:
    """Show whom a comment may mention.

    People who may see the call and the comment and whose name fits what was typed after the `@`:
    by the beginning of a word, a part in Chinese, or the first letters of its pinyin.
    """
    found = context.app.mentionable.show(call_id, query.typed, context.by, query.shared)
    return {"items": [{"person_id": one, "name": name} for one, name in found.items()]}


@operation(
    "PATCH /v1/comments/{comment_id}",
    tag=TAG,
    needs="call_comment:update",
    answer=views.Comment,
    versioned=COMMENTS,
)
def change_comment(context: Context, comment_id: str, body: views.Reworded) -> Any:
    """Change your own comment.

    Nobody else may. Whom it mentions now and did not before is told.
    """
    version = int(single(COMMENTS, context, comment_id)["version"])
    context.app.feedback.reword(comment_id, body.text, version, context.by)
    return single(COMMENTS, context, comment_id)


@operation(
    "DELETE /v1/comments/{comment_id}",
    tag=TAG,
    needs="call_comment:delete",
    status=204,
    versioned=COMMENTS,
)
def delete_comment(context: Context, comment_id: str) -> Answer:
    """Remove your own comment.

    For good, as long as nobody has answered it.
    """
    version = int(single(COMMENTS, context, comment_id)["version"])
    context.app.feedback.remove(comment_id, version, context.by)
    return Answer(b"", 204)


@operation(
    "POST /v1/assessments/{assessment_id}/coach-scores",
    tag=TAG,
    needs="coach_score:create",
    answer=views.CoachScore,
    status=201,
)
def create_coach_score(context: Context, assessment_id: str, body: views.NewCoachScore) -> Answer:
    """Score a call yourself.

    Your levels stand beside the machine's and are never mixed with it; scoring again replaces.
    """
    command = ScoreCall(assessment_id, body.levels, body.because)
    made = context.app.reviews.score(command, context.by)
    return Answer(single(COACH_SCORES, context, made.id), 201)


@operation(
    "POST /v1/assessments/{assessment_id}/disputes",
    tag=TAG,
    needs="dispute:create",
    answer=views.Dispute,
    status=201,
)
def create_dispute(context: Context, assessment_id: str, body: views.NewDispute) -> Answer:
    """Dispute a level of your own.

    Somebody who did not score it decides; until then it stands.
    """
    command = Disputing(assessment_id, body.criterion, body.reason)
    made = context.app.reviews.dispute(command, context.by)
    return Answer(single(DISPUTES, context, made.id), 201)


@operation(
    "POST /v1/disputes/{dispute_id}:decide",
    tag=TAG,
    needs="dispute:update",
    answer=views.Dispute,
    versioned=DISPUTES,
)
def decide_dispute(context: Context, dispute_id: str, body: views.Decision) -> Any:
    """Decide a dispute.

    Another level changes scorecard, score and observation.
    """
    context.app.reviews.decide(Deciding(dispute_id, body.level, body.decision), context.by)
    return single(DISPUTES, context, dispute_id)
