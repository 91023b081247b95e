"""What a language model says of a call, marked as its own; and the form that asks it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form
from revrise.apps.web.i18n import Words, marked
from revrise.apps.web.render import redirect
from revrise.apps.web.routing import post
from revrise.apps.web.screens.calls.lines import CATEGORIES
from revrise.apps.web.visit import visit, words
from revrise.core.assist.answer import ModelAnswer, Point, Quote
from revrise.core.conversations.moment import Span
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import (
    Conflict,
    Invalid,
    NotFound,
    RevRiseError,
    Withheld,
)
from revrise.core.jobs.job import Job
from revrise.ports.language_model import LanguageModel
from revrise.services.assist.day_tokens import ANSWERING
from revrise.services.assist.model_comparing import compared
from revrise.services.assist.model_reading import AskModel
from revrise.services.calls.page import CallPage
from revrise.services.reach import may

# For looking up names, reading the call and keeping the answer.
_SPARE = timedelta(minutes=1)


@frozen
class Cited:
    """Words of the call under a point, as the reader may have them."""

    line: int
    side: str
    text: str
    at_ms: int | None


@frozen
class Said:
    """An answer with the words under each of its points.

    Of objections `kinds` names the categories, `both` the lines in which the detectors hear one
    too, and `alone` those, with their category, in which only they do.
    """

    answer: ModelAnswer
    points: Sequence[tuple[Point, Sequence[Cited]]]
    kinds: Mapping[str, str]
    both: frozenset[int] = frozenset()
    alone: Sequence[tuple[str, Cited]] = ()


@frozen
class Panel:
    """`asks` where the reader may ask and a model is set up; `outside`: words leave the company.

    `open`: own questions that were not answered, with `why` for those that failed, by job; `late`
    are jobs whose worker is lost: no question is asked for so long.
    """

    said: Sequence[Said]
    open: Sequence[Job]
    why: Mapping[str, str]
    asks: bool
    outside: bool
    rubrics: Mapping[str, str]
    late: frozenset[str] = frozenset()

    @property
    def live(self) -> bool:
        """Whether an answer may come by itself."""
        return any(not job.ended for job in self.open)


def panel(request: Web, app: Any, by: Any, page: CallPage) -> Panel | None:
    """None where there is nothing to show and nobody to ask."""
    call, text = page.call, page.transcript
    row = {"id": call.id, "owner_id": call.owner_id, "team_id": call.team_id}
    if text is None or not may(app.desk, by, "model_answer", "read", row):
        return None
    model = app.assisting.model()
    asks = model is not None and may(app.desk, by, "model_answer", "create", row)
    listed = app.assisting.list(call.id, by)
    unanswered = app.assisting.unanswered(call.id, by)
    if not asks and not listed and not unanswered:
        return None
    _, language = words(request), visit(request).locale
    found = [_said(one, page, _) for one in listed]
    why = {job.id: failed(_, job) for job in unanswered if job.error}
    # Who reviews it blind is not to ask for levels.
    known = () if page.blind else page.rubrics.values()
    rubrics = {one.id: one.title.get(language, one.id) for one in known}
    outside, late = bool(model and model.limits.outside), _late(app, model, unanswered)
    return Panel(found, unanswered, why, asks, outside, rubrics, late)


def _late(app: Any, model: LanguageModel | None, jobs: Iterable[Job]) -> frozenset[str]:
    """Those asked for longer than every part together may take."""
    parts = model.limits.parts if model else 1
    longest = timedelta(seconds=parts * app.settings.plugin_calls.timeout_s) + _SPARE
    since = app.clock.now() - longest
    return frozenset(
        job.id
        for job in jobs
        if job.state == "running" and job.started_at and job.started_at < since
    )


def _said(answer: ModelAnswer, page: CallPage, _: Words) -> Said:
    said = page.transcript.transcript if page.transcript else None
    points = [(one, list(_cited(one.quotes, said))) for one in answer.points]
    found = compared(answer, page.analysis)
    if found is None:
        return Said(answer, points, {})
    kinds = {key: _(text) for key, text in CATEGORIES.items()}
    alone = [
        (kinds.get(one.label, one.label), cited)
        for one in found.detectors_alone
        for cited in _cited([one.span], said)
    ]
    return Said(answer, points, kinds, found.both, alone)


def _cited(places: Iterable[Quote | Span], said: Transcript | None) -> Iterator[Cited]:
    for place in places:
        if said and place.utterance < len(said.utterances):
            line = said.utterances[place.utterance]
            text = line.text[place.start : place.end]
            yield Cited(place.utterance, said.side(line.speaker), text, line.start_ms)


@post("/calls/{call_id:str}/model-answers")
def ask(request: Web, app: App, by: By, call_id: Part, form: Form) -> Response[Any]:
    """Queues the question; the panel shows the answer once it is there."""
    _, back = words(request), f"/calls/{call_id}#model"
    command = AskModel(call_id, form.text("task"), form.text("question"), form.text("rubric"))
    try:
        app.assisting.ask(command, by)
    except (Invalid, Conflict, Withheld) as error:
        return redirect(request, back, _unasked(_, error), "bad")
    except NotFound as error:
        if not command.rubric or error.culprit != command.rubric.partition("@")[0]:
            raise
        return redirect(request, back, _("Choose a rubric"), "bad")
    return redirect(request, back, _("The language model is asked; its answer appears here"))


def _unasked(_: Words, error: RevRiseError) -> str:
    if isinstance(error, Withheld):
        return _("Not everybody on the call agreed that its words may be given to a model")
    if isinstance(error, Invalid):
        return _("Ask a question of at most 500 characters")
    return _(_NONE)


def failed(_: Words, job: Job) -> str:
    """Why a question was not answered. A job keeps no more of its error than what it says."""
    culprit, said = job.error.partition(": ")[::2]
    for form, why in _WHY.items():
        if form in said:
            return _(why)
    if culprit == job.key:
        return _("Not everybody on the call agreed that its words may be given to a model")
    return _("The language model did not answer; try again later")


_UNREADABLE = marked("What the model answered cannot be read; tell an administrator")
_NONE = marked("No language model may be asked now: none is set up, or today’s tokens are used")
_WHY: Mapping[str, str] = {
    "bears nothing out": marked(
        "What the model said has no words in the call under it; nothing was kept"
    ),
    "cannot be used": _UNREADABLE,
    "answer is none": _UNREADABLE,
    "corrected meanwhile": marked("Somebody put right who speaks while the model was asked"),
    "is set up": _NONE,
    "used up": _NONE,
    "refuses": marked("The language model is not set up rightly; tell an administrator"),
}


@post("/calls/{call_id:str}/model-answers/{job_id:str}/cancel")
def cancel(request: Web, app: App, by: By, call_id: Part, job_id: Part) -> Response[Any]:
    """Nobody is to answer it any more."""
    _, back = words(request), f"/calls/{call_id}#model"
    job = app.jobs.get(job_id, by)
    if (job.task, job.key) != (ANSWERING, call_id):
        raise NotFound("no question about this call", culprit=job_id)
    try:
        app.jobs.cancel(job_id, by)
    except Conflict:
        return redirect(request, back, _("It has ended already"), "bad")
    return redirect(request, back, _("Cancelled"))


HANDLERS = [ask, cancel]
