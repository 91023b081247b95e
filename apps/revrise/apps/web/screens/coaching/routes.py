"""The coach dashboard, and the evidence behind one cell of it."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.render import page
from revrise.apps.web.routing import get
from revrise.apps.web.screens.coaching import (
    assignments,
    conversations,
    detectors,
    meetings,
    plans,
    reviews,
    rubric_try,
    rubric_versions,
    rubrics,
    trackers,
    views,
)
from revrise.apps.web.visit import visit
from revrise.core.errors import Refused
from revrise.core.governance.rule import ALWAYS, where
from revrise.services.coaching.heatmap import ORDERS, Cell
from revrise.services.coaching.measure import OwnMeasure
from revrise.services.coaching.queue import Queue
from revrise.services.reach import may


@get("/coaching")
def dashboard(request: Web, app: App, by: By) -> Response[str]:
    """People and competencies; for who coaches nobody, their own levels, plans and 1:1s."""
    asked, locale = request.query_params, visit(request).locale
    order = asked.get("order") if asked.get("order") in ORDERS else "gap"
    coaches = may(app.desk, by, "plan", "create")
    team = asked.get("team") or ""
    found = app.heat_maps.show(by, team_id=team or None, order=order or "gap")
    others = coaches or bool(found.rows)
    if not others:
        found = app.heat_maps.show(by, own=True)
    listed = app.plan_pages.all(by, where(state=("proposed", "accepted")) if coaches else ALWAYS)
    newest = views.newest_open(listed)
    return page(
        request,
        "coaching/dashboard.html",
        part="map",
        found=found,
        rows=views.rows(found, newest, locale, found.as_of),
        named=views.names(found.competencies, app.catalogue.rubrics(), locale),
        order=order,
        team=team,
        plans=listed,
        all_plans=app.plan_pages.count(by),
        off_track=[one for one in listed if _off_track(one)],
        queue=_queue(app, by) if coaches else None,
        measure=_measure(app, by) if coaches else None,
        coaches=coaches,
        others=others,
        meetings=[] if coaches else app.meeting_pages.newest(by, limit=4).rows,
        views=views,
        reviews=reviews.WORDS,
    )


@get("/coaching/people/{person_id:str}/{competency_id:str}")
def evidence(request: Web, app: App, by: By, person_id: Part, competency_id: Part) -> Response[str]:
    """The words behind a level, each leading to its moment."""
    view, cell = app.heat_maps.cell(person_id, competency_id, by)
    return page(
        request,
        "coaching/evidence.html",
        view=view,
        cell=cell,
        competency=app.heat_maps.competency(competency_id, by),
        trend=_trend(cell),
        proposes=may(app.desk, by, "plan", "create") and person_id != by.person_id,
        token=app.desk.ids.new("form"),
        views=views,
    )


def _off_track(one: Any) -> bool:
    return bool(one.row["state"] == "accepted" and one.progress.state == "off_track")


def _queue(app: Any, by: Any) -> Queue | None:
    """None for who sees no calls."""
    try:
        queue: Queue = app.review_queues.show(by)
    except Refused:
        return None
    return queue


def _measure(app: Any, by: Any) -> OwnMeasure | None:
    try:
        found: OwnMeasure = app.own_measures.show(by)
    except Refused:
        return None
    return found


def _trend(cell: Cell) -> str:
    if cell.drift is None or not cell.drift.sure:
        return ""
    return "up" if cell.drift.value > 0 else "down"


HANDLERS = [
    dashboard,
    evidence,
    *plans.HANDLERS,
    *meetings.HANDLERS,
    *rubrics.HANDLERS,
    *rubric_try.HANDLERS,
    *rubric_versions.HANDLERS,
    *trackers.HANDLERS,
    *detectors.HANDLERS,
    *conversations.HANDLERS,
    *reviews.HANDLERS,
    *assignments.HANDLERS,
]
