"""Role-play: scenarios, a session in turns, its score."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.coaching.views import title_of
from revrise.apps.web.visit import visit, words
from revrise.core.errors import Conflict, Refused
from revrise.services.reach import may

LONGEST = 2_000


@get("/practice")
def practice(request: Web, app: App, by: By) -> Response[str]:
    """Scenarios, and what was practised."""
    scenarios = app.practice.scenarios(by)
    sessions = app.practice.sessions(by)
    mine = [row for row in sessions if row["person_id"] == by.person_id]
    others = [row for row in sessions if row["person_id"] != by.person_id]
    asked, locale = request.query_params, visit(request).locale
    wanted, about = asked.get("scenario"), asked.get("competency")
    fits = {row["id"] for row in scenarios if wanted == row["id"] or about == row["competency_id"]}
    if wanted or about:
        spoken = {row["id"] for row in scenarios if row["language"] == locale}
        scenarios = sorted(
            scenarios, key=lambda row: (row["id"] not in fits, row["id"] not in spoken)
        )
    return page(
        request,
        "practice/list.html",
        scenarios=scenarios,
        titles={row["id"]: row["title"] for row in scenarios},
        mine=mine,
        others=others[:30],
        best=_best(mine),
        names=dict(app.practice.names(by, {row["person_id"] for row in others[:30]})),
        competencies=(known := app.heat_maps.competencies(by)),
        about=title_of(known[about], locale) if about in known else "",
        title_of=title_of,
        fits=fits,
        starts=may(app.desk, by, "role_play", "create"),
    )


@post("/practice")
def start(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Begins a session; a second click goes on with it."""
    made = app.practice.begin(form.text("scenario"), by)
    return redirect(request, f"/practice/{made.id}")


@get("/practice/{session_id:str}")
def session(request: Web, app: App, by: By, session_id: Part) -> Response[str]:
    """The talk so far; once scored, the scorecard."""
    return _shown(request, app, by, session_id)


def _shown(
    request: Web,
    app: Any,
    by: Any,
    session_id: str,
    status: int = 200,
    form: Sent | None = None,
) -> Response[str]:
    found = app.practice.show(session_id, by)
    locale = visit(request).locale
    return page(
        request,
        "practice/session.html",
        status,
        part="talk",
        view=found,
        rubric=app.practice.rubric(found),
        mine=found.session.person_id == by.person_id,
        name=app.practice.names(by, {found.session.person_id}).get(found.session.person_id, ""),
        form=form or Sent(),
        longest=LONGEST,
        tongue=locale,
    )


@post("/practice/{session_id:str}/turns")
def say(request: Web, app: App, by: By, session_id: Part, form: Form) -> Response[Any]:
    """One turn; the buyer answers from the script."""
    _, text = words(request), form.text("text")
    if not text or len(text) > LONGEST:
        form.errors["text"] = _("Say something, at most %(most)s characters", most=f"{LONGEST:,}")
        return _shown(request, app, by, session_id, 422, form)
    try:
        app.practice.say_once(session_id, text, form.whole("turn") or 0, by)
    except Conflict:
        return redirect(request, f"/practice/{session_id}", _("This session is over"), "bad")
    return redirect(request, f"/practice/{session_id}#say")


@post("/practice/{session_id:str}/submit")
def submit(request: Web, app: App, by: By, session_id: Part) -> Response[Any]:
    """Hands it in and scores it."""
    _, back = words(request), f"/practice/{session_id}"
    try:
        done, _card = app.practice.submit(session_id, by)
    except Conflict:
        found = app.practice.show(session_id, by)
        if found.session.state == "scored":
            return redirect(request, back)
        return redirect(request, back, _("Say something first"), "bad")
    except Refused:
        app.practice.show(session_id, by)  # refused, or missing, for who may not even see it
        text = _("Too little was said to score it: go on for a turn or two")
        return redirect(request, back, text, "bad")
    return redirect(request, back, _("Passed") if done.passed else _("Scored: not passed yet"))


def _best(mine: Any) -> dict[str, Any]:
    """The best score by scenario."""
    best: dict[str, Any] = {}
    for row in mine:
        if row["score"] is not None:
            best[row["scenario_id"]] = max(best.get(row["scenario_id"], 0.0), row["score"])
    return best


HANDLERS = [practice, start, session, say, submit]
