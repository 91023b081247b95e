"""The same call given to several reviewers: giving, progress, agreement, settling."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.i18n import marked
from revrise.apps.web.moments import end_of
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.coaching.reviews import WHY, shown
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Invalid, NotFound
from revrise.services.assignments.giving import GiveCall, Settle
from revrise.services.assignments.passing import SkipReview
from revrise.services.assignments.showing import AssignmentView
from revrise.services.reach import may

STATES = {
    "given": marked("has not scored yet"),
    "scored": marked("has scored"),
    "skipped": marked("skipped"),
    "over": marked("did not score in time"),
}
AGAINST = {
    "left": marked("has left"),
    "on_call": marked("is on the call"),
    "may_not": marked("may not hear and score this call"),
    "scored": marked("has scored it"),
    "busy": marked("reviews it already"),
    "full": marked("has 20 blind reviews to do"),
}
_AHEAD = 7


@get("/coaching/assignments")
def listed(request: Web, app: App, by: By) -> Response[str]:
    """What the reader answers for, with who has scored."""
    found = app.assignments.list(by)
    return page(request, "coaching/assignments.html", found=found, states=STATES)


@get("/calls/{call_id:str}/assign")
def new(request: Web, app: App, by: By, call_id: Part) -> Response[str]:
    """The form: on which rubric, to whom, until when."""
    app.desk.scope(by, "blind_assignment", "create")
    return _form(request, app, by, call_id, Sent({}), 200)


@get("/coaching/assignments/{assignment_id:str}")
def one(request: Web, app: App, by: By, assignment_id: Part) -> Response[str]:
    """How far reviewers are; once it is over how they agree."""
    return _shown(request, app, by, assignment_id, Sent({}), 200)


@post("/coaching/assignments/{assignment_id:str}/end")
def end(request: Web, app: App, by: By, assignment_id: Part) -> Response[Any]:
    """Ends it before all have scored."""
    app.giving.end(assignment_id, by)
    _ = words(request)
    return redirect(request, f"/coaching/assignments/{assignment_id}", _("Levels are shown now"))


def _form(request: Web, app: Any, by: Any, call_id: str, sent: Sent, status: int) -> Response[str]:
    asked = sent.text("rubric") or request.query_params.get("rubric", "")
    locale, rubrics = visit(request).locale, app.rubrics.all(by)
    known = {one.id: one.title.get(locale, one.id) for one in rubrics}
    if not known:
        raise NotFound("there is no rubric to score on", remedy="switch a plugin with one on")
    rubric = asked if asked in known else next(iter(known))
    call, people = app.giving.candidates(call_id, rubric, by)
    today = visit(request).now.astimezone(visit(request).zone).date()
    return page(
        request,
        "coaching/assign.html",
        status,
        call=call,
        rubrics=list(known.items()),
        rubric=rubric,
        people=people,
        sent=sent,
        against=AGAINST,
        due=sent.text("due") or f"{date.fromordinal(today.toordinal() + _AHEAD)}",
    )


@post("/calls/{call_id:str}/assign")
def give(request: Web, app: App, by: By, call_id: Part, form: Form) -> Response[Any]:
    """Gives it."""
    _, due = words(request), end_of(form.text("due"), visit(request).zone)
    if due is None:
        form.errors["due"] = _("Give a day within the next 90 days")
        return _form(request, app, by, call_id, form, 422)
    command = GiveCall(call_id, form.text("rubric"), form.many("reviewers"), due)
    try:
        made = app.giving.give(command, by)
    except Invalid as error:
        wrong: Mapping[str, str] = {
            "due": _("Give a day within the next 90 days"),
            "reviewers": _("Choose two to ten people who may hear the call and have not scored it"),
        }
        unknown = _("This rubric does not know the language of the call")
        form.errors[error.culprit] = wrong.get(error.culprit, unknown)
        return _form(request, app, by, call_id, form, 422)
    to = f"/coaching/assignments/{made.id}"
    return redirect(request, to, _("The call is given; levels are withheld from its reviewers"))


@post("/coaching/assignments/{assignment_id:str}/settle")
def settle(request: Web, app: App, by: By, assignment_id: Part, form: Form) -> Response[Any]:
    """Settles a difference."""
    _, criterion = words(request), form.text("criterion")
    level = form.whole("level") or 0
    try:
        app.giving.settle(Settle(assignment_id, criterion, level, form.text("reason")), by)
    except Invalid:
        form.errors[""] = _("Give a level from 1 to 5, and say why")
        return _shown(request, app, by, assignment_id, form, 422)
    to = f"/coaching/assignments/{assignment_id}#c-{criterion}"
    return redirect(request, to, _("Settled; what reviewers and machine gave stays"))


@post("/coaching/blind-reviews/{review_id:str}/skip")
def skip(request: Web, app: App, by: By, review_id: Part, form: Form) -> Response[Any]:
    """A reviewer passes on what was given to them."""
    _ = words(request)
    command = SkipReview(review_id, form.text("reason"), form.text("note"))
    try:
        app.passing.skip(command, by)
    except Invalid:
        said = _("Choose a reason; for another one say which, in at most 500 characters")
        return shown(request, app, by, {"": said}, 422)
    return redirect(request, "/coaching/reviews", _("Skipped; the others go on"))


def _shown(
    request: Web, app: Any, by: Any, assignment_id: str, sent: Sent, status: int
) -> Response[str]:
    view: AssignmentView = app.assignments.show(assignment_id, by)
    locale = visit(request).locale
    return page(
        request,
        "coaching/assignment.html",
        status,
        view=view,
        sent=sent,
        states=STATES,
        why=WHY,
        titles=_titles(app, view.assignment.rubric, locale),
        settles=may(app.desk, by, "adjudication", "create")
        and by.person_id not in {each.person_id for each in view.reviewers},
    )


def _titles(app: Any, ref: str, locale: str) -> dict[str, str]:
    """As the version that was scored on calls them; none where it is not to be had any more."""
    try:
        rubric = app.catalogue.rubric(ref).definition
    except NotFound:
        return {}
    return {each.id: each.title.get(locale, each.id) for each in rubric.criteria}


HANDLERS: list[Any] = [listed, new, give, one, end, settle, skip]
