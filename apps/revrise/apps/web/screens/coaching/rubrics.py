"""What calls are scored on, and how far the machine's levels agree with people's."""

from collections.abc import Iterator
from typing import Any

from attrs import frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Invalid, Refused
from revrise.core.scoring.certificate import Certificate
from revrise.core.scoring.figures import Figure
from revrise.services.blind.service import AskBlind
from revrise.services.reach import may


@frozen
class Row:
    """A figure with its name: a key of the template's words, or a criterion's title."""

    name: str
    figure: Figure
    criterion: bool = False


@get("/coaching/rubrics")
def listed(request: Web, app: App, by: By) -> Response[str]:
    """Every rubric in force, and what else the organisation wrote."""
    rubrics = app.rubrics.all(by)
    return page(
        request,
        "coaching/rubrics.html",
        rubrics=rubrics,
        waiting=_waiting(app, by, {one.ref for one in rubrics}),
        language=visit(request).locale,
    )


@get("/coaching/rubrics/{rubric_id:str}")
def one(request: Web, app: App, by: By, rubric_id: Part) -> Response[str]:
    """Criteria, what each level means, and the agreement over the calls in reach."""
    return _shown(request, app, by, rubric_id, {}, 200)


@post("/coaching/rubrics/{rubric_id:str}/blind/{review_id:str}")
def drop(request: Web, app: App, by: By, rubric_id: Part, review_id: Part) -> Response[Any]:
    """Gives one up."""
    app.blind_reviews.drop(review_id, by)
    _ = words(request)
    to = f"/coaching/rubrics/{rubric_id}"
    return redirect(request, to, _("Given up: the levels of the call are shown to you again"))


def _waiting(app: Any, by: Any, in_force: set[str]) -> list[Any]:
    """The newest version of each name, where it is not the one in force."""
    if not may(app.desk, by, "rubric", "read"):
        return []
    newest: dict[str, Any] = {}
    for one in app.rubric_desk.list(by):
        newest.setdefault(one.name, one)
    return [one for one in newest.values() if one.ref not in in_force]


@post("/coaching/rubrics/{rubric_id:str}/blind")
def ask(request: Web, app: App, by: By, rubric_id: Part, form: Form) -> Response[Any]:
    """Asks for calls to score before the machine's levels are seen."""
    _ = words(request)
    try:
        app.blind_reviews.ask(AskBlind(rubric_id, form.whole("calls") or 0), by)
    except Invalid:
        wrong = {"": _("1 to 20 calls can wait for you at once, those asked for before included")}
        return _shown(request, app, by, rubric_id, wrong, 422)
    to = f"/coaching/rubrics/{rubric_id}#bl"
    return redirect(request, to, _("The next calls are yours to score blind"))


def _shown(
    request: Web, app: Any, by: Any, rubric_id: str, errors: dict[str, str], status: int
) -> Response[str]:
    rubric, seen = app.rubrics.one(rubric_id, by), "seen" in request.query_params
    language = visit(request).locale
    found = _agreement(app, by, rubric_id, seen=seen)
    titles = {one.id: one.title.get(language, one.id) for one in rubric.criteria}
    return page(
        request,
        "coaching/rubric.html",
        status,
        blind=_blind(app, by, rubric.id),
        tries=app.rubric_previews.tries(by),
        errors=errors,
        rubric=rubric,
        language=language,
        found=found,
        seen=seen,
        rows=list(_rows(found, titles)) if found else [],
    )


def _blind(app: Any, by: Any, rubric_id: str) -> list[Any] | None:
    """The reader's own on this rubric; None for who scores no calls."""
    try:
        return [one for one in app.blind_reviews.mine(by) if one.rubric == rubric_id]
    except Refused:
        return None


def _agreement(app: Any, by: Any, rubric_id: str, *, seen: bool) -> Certificate | None:
    """None for who reads no scores of coaches."""
    try:
        found: Certificate = app.rubrics.certify(rubric_id, by, seen=seen)
    except Refused:
        return None
    return found


def _rows(found: Certificate, titles: dict[str, str]) -> Iterator[Row]:
    yield Row("kappa", found.kappa)
    yield Row("icc", found.icc)
    yield Row("bias", found.bias)
    for criterion, figure in found.by_criterion.items():
        yield Row(titles.get(criterion, criterion), figure, criterion=True)


HANDLERS = [listed, one, ask, drop]
