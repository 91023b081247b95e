"""A coach scores a call on their own, without seeing the machine's levels."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.calls import sound
from revrise.apps.web.screens.calls.cards import blind_cards, cards
from revrise.apps.web.screens.calls.lines import lines
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.services.reviews.service import ScoreCall


@get("/calls/{call_id:str}/score")
def form(request: Web, app: App, by: By, call_id: Part) -> Response[str]:
    """The criteria with their anchors, beside the words; no level of the machine."""
    return _shown(request, app, by, call_id, request.query_params.get("card"), Sent({}), 200)


@post("/calls/{call_id:str}/score")
def score(request: Web, app: App, by: By, call_id: Part, form: Form) -> Response[Any]:
    """Keeps the coach's score; scoring again replaces it."""
    _, rubric = words(request), form.text("card")
    assessment = app.call_pages.assessment(call_id, rubric or None, by)
    ids = [one.criterion for one in assessment.scorecard.criteria]
    levels = {one: level for one in ids if (level := form.whole(f"level-{one}")) is not None}
    because = {one: form.text(f"because-{one}") for one in ids}
    try:
        app.reviews.score(ScoreCall(assessment.id, levels, because), by)
    except Invalid:
        form.errors[""] = _("Give at least one criterion a level from 1 to 5")
        return _shown(request, app, by, call_id, rubric, form, 422)
    back = f"/calls/{call_id}?card={assessment.rubric}#card"
    kept = _("Your score is kept beside the machine’s")
    if app.assignments.waits(call_id, by):
        kept = _("Your score is kept; levels are shown once the other reviewers are done")
    return redirect(request, back, kept)


def _shown(
    request: Web, app: Any, by: Any, call_id: str, rubric: str | None, sent: Sent, status: int
) -> Response[str]:
    app.desk.scope(by, "coach_score", "create")
    found = app.call_pages.show(call_id, by)
    if "score" not in found.allowed:
        raise Refused("you may not score this call", remedy="ask another coach of the team")
    locale = visit(request).locale
    blind = [one for one in blind_cards(found, locale) if one.criteria]
    every = [*blind, *cards(found, locale)]
    card = next((one for one in every if rubric in (None, one.assessment.rubric)), None)
    if card is None:
        raise NotFound("the call has no such scorecard", culprit=rubric or call_id)
    mine = next((one for one in card.coaches if one.coach_id == by.person_id), None)
    said = lines(found, "all", None, 0, words(request), 500) if found.analysis else None
    return page(
        request,
        "calls/score.html",
        status,
        view=found,
        card=card,
        mine=mine,
        sent=sent,
        said=said,
        media=sound.url(found),
        channels=sound.sides(found),
    )


HANDLERS = [form, score]
