"""Rubrics the organisation writes: the text, its versions, what each changed, which is in force."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.coaching.drafts.draft import Draft, begun, checked, sent_draft
from revrise.apps.web.screens.coaching.rubric_drafting import BLANK, NEW, drafting
from revrise.apps.web.screens.coaching.rubric_measures import MEASURES
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Conflict, Invalid, NotFound
from revrise.core.scoring.rubric import RubricDefinition
from revrise.core.scoring.rubric_diff import RubricDiff
from revrise.core.scoring.rubric_text import LONGEST
from revrise.services.rubrics.backscoring import DAYS, MOST_DAYS, BackScore
from revrise.services.rubrics.service import read
from revrise.services.rubrics.stored import DecideRubric, SaveRubric
from revrise.services.toml_faults import Fault, Faulty


@frozen
class Typed:
    """A draft and the version it was made from; what is wrong with it, or what it would change."""

    draft: Draft
    number: int
    wrong: Any = ""
    faults: Sequence[Fault] = ()
    diff: RubricDiff | None = None


@get("/coaching/rubrics/{rubric_id:str}/versions")
def listed(request: Web, app: App, by: By, rubric_id: Part) -> Response[str]:
    """Every version that is kept; `?version=3` says what that one changed, `&against=1` since."""
    versions, asked = app.rubric_desk.list(by, rubric_id), request.query_params
    known = _known(app, by, rubric_id)
    if not versions and known is None:
        raise NotFound("there is no such rubric")
    chosen = _number(asked["version"]) if asked.get("version") else 0
    against = _number(asked["against"]) if asked.get("against") else None
    diff = app.rubric_desk.diff(rubric_id, chosen, against, by) if chosen else None
    return page(
        request,
        "coaching/rubric_versions.html",
        name=rubric_id,
        known=known,
        versions=versions,
        chosen=chosen,
        days=(DAYS, MOST_DAYS),
        against=against,
        diff=diff,
        agreed=next((one.agreement for one in versions if one.number == chosen), None),
        titles=_titles(app, by, rubric_id, chosen, visit(request).locale) if chosen else {},
        names={one["id"]: one["name"] for one in app.people.list(by)},
        language=visit(request).locale,
    )


@get("/coaching/rubrics/{rubric_id:str}/edit")
def edit(request: Web, app: App, by: By, rubric_id: Part) -> Response[str]:
    """The newest text, to change; `?version=3` begins with that one, NEW with a blank one."""
    app.desk.scope(by, "rubric", "create")
    versions = app.rubric_desk.list(by, rubric_id)
    text = _text(request, app, by, rubric_id, versions)
    draft = begun(drafting(app, by, words(request)), text, words(request))
    typed = Typed(draft, versions[0].number if versions else 0)
    return _form(request, app, by, rubric_id, typed)


@post("/coaching/rubrics/{rubric_id:str}/versions/{number:str}/publish")
def publish(
    request: Web, app: App, by: By, rubric_id: Part, number: Part, form: Form
) -> Response[Any]:
    """A version in force from now on."""
    said = words(request)("New calls are scored on %(version)s", version=f"{rubric_id}@{number}")
    act = app.rubric_desk.publish
    return _decided(request, act, by, rubric_id, number, form, said)


@post("/coaching/rubrics/{rubric_id:str}/versions/{number:str}/retire")
def retire(
    request: Web, app: App, by: By, rubric_id: Part, number: Part, form: Form
) -> Response[Any]:
    """A version not in force any more."""
    said = words(request)("%(version)s is retired", version=f"{rubric_id}@{number}")
    act = app.rubric_desk.retire
    return _decided(request, act, by, rubric_id, number, form, said)


@post("/coaching/rubrics/{rubric_id:str}/versions/{number:str}/calibrate")
def calibrate(
    request: Web, app: App, by: By, rubric_id: Part, number: Part, form: Form
) -> Response[Any]:
    """How a version agrees with people, worked out now and kept with it."""
    said = words(request)("Compared with what people gave")
    to = f"/coaching/rubrics/{rubric_id}/versions?version={number}#ag"
    act = app.calibrating.calibrate
    return _decided(request, act, by, rubric_id, number, form, said, to)


@post("/coaching/rubrics/{rubric_id:str}/backscore")
def backscore(request: Web, app: App, by: By, rubric_id: Part, form: Form) -> Response[Any]:
    """Hands scoring past calls to a worker, and leads to how far it is."""
    _ = words(request)
    try:
        job = app.back_scoring.ask(BackScore(rubric_id, form.whole("days") or 0), by)
    except Invalid:
        text = _("Give 1 to %(most)s days", most=MOST_DAYS)
        return redirect(request, f"/coaching/rubrics/{rubric_id}/versions", text, "bad")
    return redirect(request, f"/admin/jobs/{job}", _("Past calls are being scored"))


@post("/coaching/rubrics/{rubric_id:str}/edit")
def save(request: Web, app: App, by: By, rubric_id: Part, form: Form) -> Response[Any]:
    """Compares what was typed with what is in force, or keeps it as a draft."""
    app.desk.scope(by, "rubric", "create")
    _ = words(request)
    kind = drafting(app, by, _)
    draft = sent_draft(kind, form, _)
    typed = Typed(draft, form.whole("number") or 0)
    if len(draft.text) > LONGEST:
        cut = evolve(draft, text=draft.text[:LONGEST], form=None)
        long = evolve(typed, draft=cut, wrong=_("The text is too long"))
        return _form(request, app, by, rubric_id, long, 422)
    if draft.did:
        return _form(request, app, by, rubric_id, typed)
    try:
        found = app.rubric_desk.compare(draft.text, by)
    except Faulty as error:
        wrong = evolve(typed, draft=checked(kind, draft, _), faults=error.faults)
        return _form(request, app, by, rubric_id, wrong, 422)
    if form.text("what") != "save":
        return _form(request, app, by, rubric_id, evolve(typed, diff=found))
    return _saved(request, app, by, rubric_id, typed)


def _text(request: Web, app: Any, by: Any, rubric_id: str, versions: Any) -> str:
    if asked := request.query_params.get("version", ""):
        return str(app.rubric_desk.one(rubric_id, _number(asked), by).text)
    if versions:
        return str(versions[0].text)
    return BLANK if rubric_id == NEW else str(app.rubrics.one(rubric_id, by).source)


def _saved(request: Web, app: Any, by: Any, rubric_id: str, typed: Typed) -> Response[Any]:
    own = read(typed.draft.text, "rubric").id == rubric_id
    try:
        made = app.rubric_desk.save(SaveRubric(typed.draft.text, typed.number if own else 0), by)
    except (Invalid, Conflict) as error:
        status = 422 if isinstance(error, Invalid) else 409
        return _form(request, app, by, rubric_id, evolve(typed, wrong=error), status)
    to = f"/coaching/rubrics/{made.name}/versions?version={made.number}#diff"
    said = words(request)("%(version)s is kept as a draft", version=made.ref)
    return redirect(request, to, said)


def _decided(
    request: Web,
    act: Any,
    by: Any,
    rubric_id: str,
    number: str,
    sent: Sent,
    said: str,
    to: str = "",
) -> Response[Any]:
    _, back = words(request), f"/coaching/rubrics/{rubric_id}/versions"
    try:
        act(DecideRubric(rubric_id, _number(number), sent.whole("version")), by)
    except (Conflict, Invalid):
        text = _("It was changed meanwhile, or is so already; look again")
        return redirect(request, back, text, "bad")
    return redirect(request, to or back, said)


def _form(
    request: Web, app: Any, by: Any, rubric_id: str, typed: Typed, status: int = 200
) -> Response[str]:
    language = visit(request).locale
    return page(
        request,
        "coaching/rubric_edit.html",
        status,
        name=rubric_id,
        known=_known(app, by, rubric_id),
        language=language,
        draft=typed.draft,
        number=typed.number,
        wrong=typed.wrong,
        faults=typed.faults,
        diff=typed.diff,
        titles=_criteria(read(typed.draft.text, "rubric"), language) if typed.diff else {},
        tries=app.rubric_previews.tries(by),
        measures=MEASURES,
    )


def _known(app: Any, by: Any, rubric_id: str) -> Any:
    """The rubric in force of this id, None where there is none."""
    return next((one for one in app.rubrics.all(by) if one.id == rubric_id), None)


def _titles(app: Any, by: Any, rubric_id: str, number: int, language: str) -> dict[str, str]:
    try:
        return _criteria(app.rubric_desk.definition(rubric_id, number, by), language)
    except Invalid:
        return {}


def _criteria(rubric: RubricDefinition, language: str) -> dict[str, str]:
    return {one.id: one.title.get(language, one.id) for one in rubric.criteria}


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise NotFound("there is no such version")
    return int(text[:9])


HANDLERS = [listed, edit, save, publish, retire, backscore, calibrate]
