"""What a language model says of a call, marked as its own; and the form that asks it."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen
from litestar import Response, post

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.i18n import Words
from revrise.apps.web.render import redirect
from revrise.apps.web.sent import Sent, sent_in, threaded
from revrise.apps.web.visit import words
from revrise.core.assist.answer import ANSWER, ModelAnswer, Point
from revrise.core.errors import (
    Conflict,
    Fatal,
    Invalid,
    Misconfigured,
    NotFound,
    Retriable,
    RevRiseError,
    Withheld,
)
from revrise.services.calls.assisting import AskModel
from revrise.services.calls.page import CallPage
from revrise.services.reach import may


@frozen
class Cited:
    """Words of the call under a point, as the reader may have them."""

    line: int
    side: str
    text: str
    at_ms: int | None


@frozen
class Said:
    """An answer with the words under each of its points."""

    answer: ModelAnswer
    points: Sequence[tuple[Point, Sequence[Cited]]]


@frozen
class Panel:
    """`asks` where the reader may ask and a model is set up; `outside`: words leave the company."""

    said: Sequence[Said]
    asks: bool
    outside: bool
    rubrics: Mapping[str, str]


def panel(app: Any, by: Any, page: CallPage, language: str) -> Panel | None:
    """None where there is nothing to show and nobody to ask."""
    call, text = page.call, page.transcript
    row = {"id": call.id, "owner_id": call.owner_id, "team_id": call.team_id}
    if text is None or not may(app.desk, by, "model_answer", "read", row):
        return None
    model = app.assisting.model()
    asks = model is not None and may(app.desk, by, "model_answer", "create", row)
    found = [_said(one, page) for one in app.assisting.list(call.id, by)]
    if not asks and not found:
        return None
    # Who reviews it blind is not to ask for levels.
    known = () if page.blind else page.rubrics.values()
    rubrics = {one.id: one.title.get(language, one.id) for one in known}
    return Panel(found, asks, bool(model and model.limits.outside), rubrics)


def _said(answer: ModelAnswer, page: CallPage) -> Said:
    return Said(answer, [(point, list(_cited(point, page))) for point in answer.points])


def _cited(point: Point, page: CallPage) -> Sequence[Cited]:
    call = page.transcript.transcript if page.transcript else None
    return [
        Cited(
            quote.utterance,
            call.side(call.utterances[quote.utterance].speaker),
            call.utterances[quote.utterance].text[quote.start : quote.end],
            call.utterances[quote.utterance].start_ms,
        )
        for quote in point.quotes
        if call and quote.utterance < len(call.utterances)
    ]


@post("/calls/{call_id:str}/model-answers", status_code=303)
async def ask(request: Web, app: App, by: By, call_id: Part) -> Response[Any]:
    """Asks; what the call does not bear out is not kept."""
    form = await sent_in(request)
    return await threaded(lambda: _asked(request, app, by, call_id, form))


def _asked(request: Web, app: Any, by: Any, call_id: str, form: Sent) -> Response[Any]:
    _, back = words(request), f"/calls/{call_id}#model"
    command = AskModel(call_id, form.text("task"), form.text("question"), form.text("rubric"))
    try:
        made = app.assisting.ask(command, by)
    except (Invalid, Conflict, Withheld, Retriable, Misconfigured, Fatal) as error:
        return redirect(request, back, _wrong(_, error, command.task), "bad")
    except NotFound as error:
        if not command.rubric or error.culprit != command.rubric.partition("@")[0]:
            raise
        return redirect(request, back, _("Choose a rubric"), "bad")
    return redirect(request, f"/calls/{call_id}#{made.id}", _("Answered by the language model"))


def _wrong(_: Words, error: RevRiseError, task: str) -> str:
    return _unborne(_, error, task) if isinstance(error, Invalid) else _unasked(_, error)


def _unasked(_: Words, error: RevRiseError) -> str:
    if isinstance(error, Withheld):
        return _("Not everybody on the call agreed that its words may be given to a model")
    if isinstance(error, Retriable):
        return _("The language model did not answer; try again later")
    if isinstance(error, Misconfigured | Fatal):
        return _("The language model is not set up rightly; tell an administrator")
    return _("No language model may be asked now: none is set up, or today’s tokens are used")


def _unborne(_: Words, error: Invalid, task: str) -> str:
    if error.culprit == "question":
        return _("Ask a question of at most 500 characters")
    if task == ANSWER:
        return _("The model found no words in the call that answer it")
    return _("What the model said has no words in the call under it; nothing was kept")


HANDLERS = [ask]
