"""A rubric that is being written: its faults by line, and its levels on past calls."""

from typing import Any

from litestar import Response, post

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.screens.coaching.rubric_measures import MEASURES
from revrise.apps.web.sent import Form
from revrise.apps.web.visit import visit
from revrise.core.errors import Invalid
from revrise.services.reach import may
from revrise.services.rubrics.preview import LONGEST, MOST, Preview, PreviewRubric
from revrise.services.rubrics.service import Fault

_CALLS = 20


@get("/coaching/rubrics/{rubric_id:str}/try", sync_to_thread=True)
def editor(request: Web, app: App, by: By, rubric_id: Part) -> Response[str]:
    """The text of the version in force, to change."""
    app.desk.scope(by, "coach_score", "create")
    rubric = app.rubrics.one(rubric_id, by)
    return _shown(request, app, by, rubric_id, rubric.source, _CALLS, None, 200)


@post("/coaching/rubrics/{rubric_id:str}/try", status_code=200, sync_to_thread=True)
def tried(request: Web, app: App, by: By, rubric_id: Part, form: Form) -> Response[Any]:
    """The changed text on past calls, or what is wrong with it."""
    text, calls = form.text("text"), form.whole("calls") or _CALLS
    app.desk.scope(by, "coach_score", "create")
    app.rubrics.one(rubric_id, by)
    try:
        found = app.rubric_previews.show(PreviewRubric(text, calls), by)
    except Invalid:
        return _shown(request, app, by, rubric_id, text[:LONGEST], _CALLS, None, 422, bound=True)
    status = 422 if isinstance(found, Fault) else 200
    return _shown(request, app, by, rubric_id, text, calls, found, status)


def _shown(
    request: Web,
    app: Any,
    by: Any,
    rubric_id: str,
    text: str,
    calls: int,
    found: Preview | Fault | None,
    status: int,
    *,
    bound: bool = False,
) -> Response[str]:
    language = visit(request).locale
    preview = found if isinstance(found, Preview) else None
    known = [preview.in_force, preview.rubric] if preview else []
    titles = {
        one.id: one.title.get(language, one.id) for each in known if each for one in each.criteria
    }
    writes = may(app.desk, by, "rubric", "create")
    return page(
        request,
        "coaching/rubric_try.html",
        status,
        rubric=app.rubrics.one(rubric_id, by),
        language=language,
        text=text,
        number=app.rubric_desk.newest(rubric_id, by) if writes else 0,
        calls=calls,
        fault=found if isinstance(found, Fault) else None,
        preview=preview,
        titles=titles,
        most=MOST,
        bound=bound,
        measures=MEASURES,
    )


HANDLERS = [editor, tried]
