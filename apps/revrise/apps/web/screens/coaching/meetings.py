"""1:1s: arranged with an agenda from data, noted, held, put into calendars."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.i18n import Words, marked
from revrise.apps.web.moments import moment
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.coaching import views
from revrise.apps.web.visit import visit, words
from revrise.core.coaching import wording
from revrise.core.coaching.invite import calendar
from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.errors import Conflict, Invalid
from revrise.core.people.competency import Competency
from revrise.services.coaching.meeting_page import MeetingPage, Topic
from revrise.services.coaching.meetings import Arrange, HoldOneOnOne, Note

_TOPICS = {
    "promise": marked("Promised: %(about)s"),
    "dispute": marked("Disputed level: %(about)s; listen together"),
    "best": marked("What went right on the call scored %(about)s"),
    "comment": marked("Comment: %(about)s"),
    "plan": marked("Plan: %(about)s"),
    "action": marked("Open action: %(about)s"),
    "course": marked("Course under way: %(about)s"),
}
_PATHS = {
    "dispute": "/calls/%s#card",
    "best": "/calls/%s",
    "comment": "/calls/%s",
    "plan": "/coaching/plans/%s",
    "action": "/coaching/plans/%s",
}


@get("/coaching/one-on-ones")
def listed(request: Web, app: App, by: By) -> Response[str]:
    """The newest 1:1s the reader may see, page by page."""
    found = app.meeting_pages.newest(by, request.query_params.get("cursor") or None)
    return page(request, "coaching/one_on_ones.html", found=found)


@get("/coaching/one-on-ones/new")
def new(request: Web, app: App, by: By) -> Response[str]:
    """The form: whom, when, and an agenda made of what there is to talk about."""
    app.desk.scope(by, "one_on_one", "create")
    person = request.query_params.get("person", "")
    if not person:
        found = app.heat_maps.show(by, order="name")
        return page(request, "coaching/one_on_one_who.html", rows=found.rows)
    at = visit(request).now.astimezone(visit(request).zone) + timedelta(days=2)
    given = {"person": (person,), "at": (f"{at:%Y-%m-%d}T10:00",), "minutes": ("30",)}
    return _form(request, app, by, Sent(given), 200)


@get("/coaching/one-on-ones/{meeting_id:str}")
def meeting(request: Web, app: App, by: By, meeting_id: Part) -> Response[str]:
    """One 1:1; private notes only for its coach."""
    return _shown(request, app, by, meeting_id)


@get("/coaching/one-on-ones/{meeting_id:str}/invite.ics")
def invite(request: Web, app: App, by: By, meeting_id: Part) -> Response[str]:
    """A calendar file: day, length, agenda, no notes."""
    found = app.meeting_pages.show(meeting_id, by)
    row, _ = found.row, words(request)
    shown = OneOnOne(
        row["id"],
        row["person_id"],
        None,
        row["coach_id"],
        row["at"],
        tuple(row["agenda"] or ()),
        minutes=row["minutes"],
        version=row["version"],
    )
    title = _(
        "1:1 %(rep)s and %(coach)s", rep=_name(found, "person_id"), coach=_name(found, "coach_id")
    )
    link = f"{str(request.base_url).rstrip('/')}/coaching/one-on-ones/{meeting_id}"
    return Response(
        calendar(shown, title, link, found.as_of),
        media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{meeting_id}.ics"'},
    )


def said(topic: Topic, competencies: Mapping[str, Competency], _: Words) -> str:
    """A topic as a line of an agenda."""
    about = views.title_of(competencies.get(topic.about), _.locale, topic.about)
    about = wording.said(about, _.locale)
    return _(_TOPICS[topic.kind], about=about)


def path(topic: Topic) -> str:
    """Where a topic leads."""
    return _PATHS[topic.kind] % topic.subject_id if topic.kind in _PATHS else ""


def _form(request: Web, app: Any, by: Any, form: Sent, status: int) -> Response[str]:
    _ = words(request)
    name, topics = app.meeting_pages.suggest(form.text("person"), by)
    known = app.heat_maps.competencies(by)
    agenda = form.text("agenda") or "\n".join(said(one, known, _) for one in topics)
    return page(
        request,
        "coaching/one_on_one_new.html",
        status,
        name=name,
        form=form,
        agenda=agenda,
        minutes=sum(one.minutes for one in topics),
        token=form.text("token") or app.desk.ids.new("form"),
    )


@post("/coaching/one-on-ones")
def arrange(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Arranges it; the second click leads to the same one."""
    _, at = words(request), _moment(request, form.text("at"))
    if at is None:
        form.errors["at"] = _("Write day and time")
        return _form(request, app, by, form, 422)
    command = Arrange(
        form.text("person"),
        at,
        form.whole("minutes") or 0,
        form.lines("agenda"),
        form.text("token"),
    )
    try:
        made = app.meetings.arrange(command, by)
    except Invalid:
        form.errors["minutes"] = _("From 5 to 240 minutes")
        return _form(request, app, by, form, 422)
    return redirect(request, f"/coaching/one-on-ones/{made.id}", _("1:1 arranged"))


def _shown(
    request: Web,
    app: Any,
    by: Any,
    meeting_id: str,
    status: int = 200,
    form: Sent | None = None,
    error: str = "",
) -> Response[str]:
    found, _ = app.meeting_pages.show(meeting_id, by), words(request)
    known = app.heat_maps.competencies(by)
    topics = [(said(one, known, _), path(one), one.minutes) for one in found.topics]
    return page(
        request,
        "coaching/one_on_one.html",
        status,
        view=found,
        topics=topics,
        form=form or Sent(),
        errors={"": error} if error else {},
        conflict=status == 409,  # noqa: PLR2004 - noted in two tabs
    )


@post("/coaching/one-on-ones/{meeting_id:str}/notes")
def note(request: Web, app: App, by: By, meeting_id: Part, form: Form) -> Response[Any]:
    """Keeps agenda and notes before it is held."""
    _ = words(request)
    command = Note(
        meeting_id,
        form.whole("version") or 0,
        form.lines("agenda"),
        form.text("shared"),
        form.text("private"),
    )
    try:
        app.meetings.note(command, by)
    except Conflict:
        text = _(
            "Somebody changed it meanwhile. Your text is still here: compare, then save again."
        )
        return _shown(request, app, by, meeting_id, 409, form, text)
    return redirect(request, f"/coaching/one-on-ones/{meeting_id}", _("Saved"))


@post("/coaching/one-on-ones/{meeting_id:str}/hold")
def hold(request: Web, app: App, by: By, meeting_id: Part, form: Form) -> Response[Any]:
    """Held: what was promised and kept."""
    _, back = words(request), f"/coaching/one-on-ones/{meeting_id}"
    kept = tuple(int(one) for one in form.many("kept") if one.isdecimal())
    command = HoldOneOnOne(
        meeting_id, form.text("shared"), form.lines("promises"), form.text("private"), kept
    )
    try:
        app.meetings.hold(command, by)
    except Conflict:
        return redirect(request, back, _("It was held already"), "bad")
    return redirect(request, back, _("Held; open promises come up again next time"))


def _moment(request: Web, text: str) -> datetime | None:
    return moment(text, visit(request).zone)


def _name(found: MeetingPage, column: str) -> str:
    person = str(found.row[column])
    return found.names.get(person, person)


HANDLERS = [listed, new, arrange, meeting, note, hold, invite]
