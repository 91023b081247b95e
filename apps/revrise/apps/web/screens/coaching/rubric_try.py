"""A rubric that is being written: its faults by line, and its levels on past calls."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form
from revrise.apps.web.render import page
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.coaching.drafts.draft import Draft, begun, checked, sent_draft
from revrise.apps.web.screens.coaching.rubric_drafting import NEW, drafting
from revrise.apps.web.screens.coaching.rubric_measures import MEASURES
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Invalid
from revrise.services.reach import may
from revrise.services.rubrics.preview import LONGEST, MOST, Preview, PreviewRubric
from revrise.services.toml_faults import Fault, Faulty

_CALLS = 20


@get("/coaching/rubrics/{rubric_id:str}/try")
def editor(request: Web, app: App, by: By, rubric_id: Part) -> Response[str]:
    """The text of the version in force, to change."""
    app.rubric_previews.may_try(by)
    rubric = app.rubrics.one(rubric_id, by)
    draft = begun(drafting(app, by, words(request)), rubric.source, words(request))
    return _shown(request, app, by, rubric_id, draft, _CALLS, None, 200)


@post("/coaching/rubrics/{rubric_id:str}/try")
def tried(request: Web, app: App, by: By, rubric_id: Part, form: Form) -> Response[Any]:
    """The changed draft on past calls, or what is wrong with it."""
    calls, _ = form.whole("calls") or _CALLS, words(request)
    app.rubric_previews.may_try(by)
    kind = drafting(app, by, _)
    draft = sent_draft(kind, form, _)
    if draft.did:
        return _shown(request, app, by, rubric_id, draft, calls, None, 200)
    draft = checked(kind, draft, _) if len(draft.text) <= LONGEST else draft
    try:
        found = app.rubric_previews.show(PreviewRubric(draft.text, calls), by)
    except Faulty as error:
        return _shown(request, app, by, rubric_id, draft, calls, error.faults, 422)
    except Invalid:
        cut = evolve(draft, text=draft.text[:LONGEST])
        return _shown(request, app, by, rubric_id, cut, _CALLS, None, 422, bound=True)
    return _shown(request, app, by, rubric_id, draft, calls, found, 200)


def _shown(
    request: Web,
    app: Any,
    by: Any,
    rubric_id: str,
    draft: Draft,
    calls: int,
    found: Preview | Sequence[Fault] | None,
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
        name=rubric_id,
        rubric=None if rubric_id == NEW else app.rubrics.one(rubric_id, by),
        language=language,
        draft=draft,
        number=app.rubric_desk.newest(rubric_id, by) if writes else 0,
        calls=calls,
        faults=() if found is None or preview else found,
        preview=preview,
        titles=titles,
        most=MOST,
        bound=bound,
        measures=MEASURES,
    )


HANDLERS = [editor, tried]
