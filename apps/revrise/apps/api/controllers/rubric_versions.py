"""Rubrics the organisation writes: drafts, what is in force, what a version changed."""

from typing import Any

from revrise.apps.api.jobs import accepted
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import rubric_versions as views
from revrise.apps.api.views.common import Accepted
from revrise.services.rubrics.backscoring import BackScore
from revrise.services.rubrics.stored import DecideRubric, SaveRubric
from revrise.services.rubrics.versions_document import compared, listed

TAG = "Feedback"
_LIMIT = 1 << 20


@operation("POST /v1/rubrics", tag=TAG, needs="rubric:create", answer=views.RubricVersion,
           status=201, limit=_LIMIT)  # fmt: skip
def save_rubric(context: Context, body: views.SaveRubric) -> Answer:
    """Save a rubric as a draft.

    As the next version of its id; nothing is scored on it yet. Unprocessable with the line at
    fault for a wrong text; conflict when somebody saved one meanwhile, or it says the same.
    """
    made = context.app.rubric_desk.save(SaveRubric(body.text, body.number), context.by)
    return Answer(listed(made), 201)


@operation("GET /v1/rubrics/{rubric_id}/versions", tag=TAG, needs="rubric:read",
           answer=views.RubricVersions)  # fmt: skip
def list_rubric_versions(context: Context, rubric_id: str) -> Any:
    """List the versions of a rubric.

    Those the organisation wrote, the newest first; drafts are shown to who writes them.
    """
    found = context.app.rubric_desk.versions(rubric_id, context.by)
    return {"items": [listed(one) for one in found]}


@operation("GET /v1/rubrics/{rubric_id}/versions/{rubric_version}", tag=TAG, needs="rubric:read",
           answer=views.RubricVersionText)  # fmt: skip
def get_rubric_version(
    context: Context, rubric_id: str, rubric_version: str, query: views.RubricAgainst
) -> Any:
    """Show a version of a rubric.

    With its text, compared criterion by criterion with the version before it or another.
    """
    desk, number = context.app.rubric_desk, _number(rubric_version)
    found = desk.one(rubric_id, number, context.by)
    return compared(found, desk.diff(rubric_id, number, query.against, context.by))


@operation("POST /v1/rubrics/{rubric_id}/versions/{rubric_version}:publish", tag=TAG,
           needs="rubric:update", answer=views.RubricVersion)  # fmt: skip
def publish_rubric(
    context: Context, rubric_id: str, rubric_version: str, body: views.DecideRubric
) -> Any:
    """Put a version of a rubric in force.

    New calls are scored on it, instead of the version before; scorecards that are there stay.
    """
    command = DecideRubric(rubric_id, _number(rubric_version), body.version)
    return listed(context.app.rubric_desk.publish(command, context.by))


@operation("POST /v1/rubrics/{rubric_id}/versions/{rubric_version}:retire", tag=TAG,
           needs="rubric:update", answer=views.RubricVersion)  # fmt: skip
def retire_rubric(
    context: Context, rubric_id: str, rubric_version: str, body: views.DecideRubric
) -> Any:
    """Take a version of a rubric out of force.

    A plugin's rubric of the same id counts again, if there is one; scorecards stay.
    """
    command = DecideRubric(rubric_id, _number(rubric_version), body.version)
    return listed(context.app.rubric_desk.retire(command, context.by))


@operation("POST /v1/rubrics/{rubric_id}/versions/{rubric_version}:calibrate", tag=TAG,
           needs="rubric:update", answer=views.RubricVersion)  # fmt: skip
def calibrate_rubric(
    context: Context, rubric_id: str, rubric_version: str, body: views.DecideRubric
) -> Any:
    """Compare a version of a rubric with people.

    On the calls coaches scored blind on this or an earlier version, where a criterion's anchors
    are the same: figures alone, kept with the version.
    """
    command = DecideRubric(rubric_id, _number(rubric_version), body.version)
    return listed(context.app.calibrating.calibrate(command, context.by))


@operation("POST /v1/rubrics/{rubric_id}:backscore", tag=TAG, needs="rubric:update",
           answer=Accepted, status=202)  # fmt: skip
def backscore_rubric(context: Context, rubric_id: str, body: views.BackScore) -> Answer:
    """Score past calls on a rubric.

    On its version in force, beside the scorecards they have; calls that have one are passed by.
    Ask for the job to see how far it is.
    """
    command = BackScore(rubric_id, body.days)
    return accepted(context.app.back_scoring.ask(command, context.by))


def _number(text: str) -> int:
    """0, which is none, for what is no number."""
    return int(text[:9]) if text.isascii() and text.isdecimal() else 0
