"""Language models about calls: asked only with consent, marked as theirs."""

from typing import Any

from revrise.apps.api.jobs import accepted
from revrise.apps.api.lists import offer
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import assists as views
from revrise.apps.api.views.common import Accepted
from revrise.core.assist.answer import ModelAnswer
from revrise.services.assist.model_comparing import document
from revrise.services.assist.model_reading import AskModel

TAG = "Language models"
ANSWERS = Resource(
    ModelAnswer, "model_answer", "model-answers", "model answer", "model answers", TAG,
    views.ModelAnswer, filters=("call_id", "owner_id", "author_id", "task", "at"),
    sorts=("id", "at"), order="-at",
)  # fmt: skip
offer(ANSWERS)


@operation("GET /v1/model-answers/{model_answer_id}/comparison", tag=TAG,
           needs="model_answer:read", answer=views.ModelComparison)  # fmt: skip
def compare_model_answer(context: Context, model_answer_id: str) -> Any:
    """Compare the objections a model named with the detectors'.

    Which lines both find, which the model alone and which the detectors alone, as the call page
    shows: a line is found by both where the detectors hear an objection in what the buyer says
    until somebody else speaks. What detectors find makes metrics and scores; the model's does not.
    """
    made, found = context.app.model_comparing.of(model_answer_id, context.by)
    told = {"answer": made.id, "call_id": made.call_id, "task": made.task, "heard": made.heard}
    return {**told, **document(found)}


@operation(
    "POST /v1/calls/{call_id}/model-answers",
    tag=TAG,
    needs="model_answer:create",
    answer=Accepted,
    status=202,
)
def ask_model(context: Context, call_id: str, body: views.NewQuestion) -> Answer:
    """Ask a language model about a call.

    Off until an administrator sets one up. Asked only where everybody agreed to analyse and coach
    and, for a model outside the company, where words of the call may leave it. Answered as a job:
    its result names the `answer`, of `/v1/model-answers`; one that failed says why, and may be
    cancelled or run again. Points without a quote that is in the call are dropped; what is kept
    is marked as the model's, unchecked.
    """
    command = AskModel(call_id, body.task, body.question, body.rubric)
    return accepted(context.app.assisting.ask(command, context.by))
