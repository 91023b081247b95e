"""The call page and what can be said of a call; the list; a coach's own score."""

from collections.abc import Mapping
from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.i18n import Words
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.calls import (
    asking,
    assist,
    clips,
    inbox,
    said,
    scoring,
    sound,
    speakers,
    upload,
    upload_parts,
)
from revrise.apps.web.screens.calls.views import WORKING, call_view, part_of, whole
from revrise.apps.web.visit import words
from revrise.core.coaching.comment import LONGEST
from revrise.core.conversations.call import STATES
from revrise.core.conversations.title import LONGEST as TITLE
from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.services.calls.consents import SetConsent
from revrise.services.calls.narrowing import MEASURED
from revrise.services.calls.renaming import RenameCall
from revrise.services.coaching.feedback import AddComment
from revrise.services.reviews.service import Deciding, Disputing

FILTERS = (
    *("rep", "team", "language", "state", "deal", "account", "since", "until", "below", "tracker"),
    *MEASURED,
)


@get("/calls")
def calls(request: Web, app: App, by: By) -> Response[str]:
    """The calls the reader may see, newest first."""
    asked = request.query_params
    wanted = asking.filters_of(request)
    try:
        found = app.call_lists.page(wanted, by, asked.get("cursor") or None)
    except NotFound:  # the row behind the cursor is gone: begin again
        found = app.call_lists.page(wanted, by)
    return page(
        request,
        "calls/list.html",
        part=part_of(request, "rows"),
        found=found,
        reps=app.call_lists.reps(by),
        teams=app.call_lists.teams(by),
        trackers=asking.listened_for(request, app, by),
        states=STATES,
        waiting=app.call_inbox.count(by),
        rubrics=asking.rubric_titles(request, app),
        shares=asking.shares(request),
        objections=asking.categories(request),
        working=WORKING,
        filters=[name for name in FILTERS if asked.get(name)],
        asked=asked,
    )


@get("/calls/{call_id:str}")
def call(request: Web, app: App, by: By, call_id: Part) -> Response[str]:
    """Everything about one call; while it is processed, the page asks how far it is."""
    answer = shown(request, app, by, call_id)
    if part_of(request, "progress") and "hx-trigger" not in answer.content:
        answer.headers["HX-Refresh"] = "true"  # nothing is left to wait for
    return answer


@post("/calls/{call_id:str}/retry")
def retry(request: Web, app: App, by: By, call_id: Part) -> Response[Any]:
    """A call that failed or was blocked is processed again."""
    _ = words(request)
    try:
        app.receiving.retry(call_id, by)
    except Conflict:
        return redirect(request, f"/calls/{call_id}", _("It is being processed already"), "bad")
    return redirect(request, f"/calls/{call_id}", _("Processing begins again"))


def shown(
    request: Web,
    app: Any,
    by: Any,
    call_id: str,
    status: int = 200,
    errors: Mapping[str, str] | None = None,
    token: str = "",
    open_dispute: str = "",
    sent: Sent | None = None,
    place: str = "",
) -> Response[str]:
    """The call page, perhaps with what was wrong in a form of it.

    `place` is the form whose `sent` fields stay as they were: text, reply-ID or edit-ID.
    """
    view = call_view(request, app.call_pages.show(call_id, by), sent.whole("at") if sent else None)
    return page(
        request,
        "calls/call.html",
        status,
        part=part_of(request, "metrics", "words", "card", "progress", "asked"),
        view=view,
        media=sound.url(view.page),
        site=(app.settings.server.public_url or str(request.base_url)).rstrip("/"),
        model=assist.panel(request, app, by, view.page),
        working=WORKING,
        admins=app.directory.administrators(by) if view.page.call.administered else (),
        errors=dict(errors or {}),
        open_dispute=open_dispute,
        sent=sent or Sent({}),
        place=place,
        longest_title=TITLE,
        token=token or app.desk.ids.new("form"),
    )


@post("/calls/{call_id:str}/comments")
def comment(request: Web, app: App, by: By, call_id: Part, form: Form) -> Response[Any]:
    """A comment at a moment, on the whole call, or an answer to one."""
    _, at = words(request), whole(form.text("at"))
    on_whole = bool(form.text("whole"))
    command = AddComment(
        call_id,
        form.text("text"),
        at_ms=None if on_whole else at,
        utterance=None if on_whole else whole(form.text("line")),
        parent_id=form.maybe("parent"),
        shared="coaches" if form.text("coaches") else "rep",
        token=form.text("token"),
    )
    try:
        made = app.feedback.comment(command, by)
    except Invalid as error:
        place = f"reply-{command.parent_id}" if command.parent_id else "text"
        errors, token = {place: _wrong(_, command.text, error)}, form.text("token")
        return shown(request, app, by, call_id, 422, errors, token, sent=form, place=place)
    place = f"?at={made.at_ms}" if made.at_ms is not None else ""
    said = _("Comment added; who is named in it is told") if made.mentions else _("Comment added")
    return redirect(request, f"/calls/{call_id}{place}#{made.id}", said)


def _wrong(_: Words, text: str, error: Invalid) -> str:
    """What is wrong with the words of a comment."""
    if text.strip() and len(text.strip()) <= LONGEST:
        who = error.message.partition(" may not")[0]
        return _("%(who)s may not see this comment: take the @ away", who=who)
    return _("Write something, at most %(most)s characters", most=f"{LONGEST:,}")


@post("/calls/{call_id:str}/comments/{comment_id:str}")
def reword(
    request: Web, app: App, by: By, call_id: Part, comment_id: Part, form: Form
) -> Response[Any]:
    """Other words for one's own comment."""
    _, place = words(request), f"edit-{comment_id}"
    app.call_lists.into(call_id, by)  # hidden and missing alike
    try:
        app.feedback.reword(comment_id, form.text("text"), form.whole("version") or 0, by)
    except Invalid as error:
        errors = {place: _wrong(_, form.text("text"), error)}
        return shown(request, app, by, call_id, 422, errors, sent=form, place=place)
    except Conflict:
        errors = {place: _("It was changed meanwhile. Save again to put yours in its place.")}
        return shown(request, app, by, call_id, 409, errors, sent=form, place=place)
    return redirect(request, f"/calls/{call_id}#{comment_id}", _("Comment changed"))


@post("/calls/{call_id:str}/comments/{comment_id:str}/delete")
def unsay(
    request: Web, app: App, by: By, call_id: Part, comment_id: Part, form: Form
) -> Response[Any]:
    """Takes one's own comment away."""
    _ = words(request)
    app.call_lists.into(call_id, by)
    try:
        app.feedback.remove(comment_id, form.whole("version") or 0, by)
    except Conflict:
        text = _("It was changed or answered meanwhile; look again")
        return redirect(request, f"/calls/{call_id}#{comment_id}", text, "bad")
    return redirect(request, f"/calls/{call_id}", _("Comment deleted"))


@post("/calls/{call_id:str}/title")
def rename(request: Web, app: App, by: By, call_id: Part, form: Form) -> Response[Any]:
    """Another title."""
    _, place = words(request), "call-title"
    command = RenameCall(call_id, form.text("title"), form.whole("version"))
    try:
        app.renaming.rename(command, by)
    except Invalid:
        errors = {place: _("Write a title of 1 to %(most)s characters", most=TITLE)}
        return shown(request, app, by, call_id, 422, errors, sent=form, place=place)
    except Conflict:
        errors = {place: _("It was changed meanwhile. Save again to put yours in its place.")}
        return shown(request, app, by, call_id, 409, errors, sent=form, place=place)
    return redirect(request, f"/calls/{call_id}", _("Renamed"))


@post("/calls/{call_id:str}/consent")
def agree(request: Web, app: App, by: By, call_id: Part, form: Form) -> Response[Any]:
    """Who agreed to what is done with the call, as it is known now."""
    _ = words(request)
    command = SetConsent(
        call_id,
        form.text("consent"),
        form.text("place") or "unknown",
        form.text("evidence"),
        form.text("separately") == "yes",
    )
    try:
        app.consents.change(command, by)
    except Invalid:
        errors = {"": _("Choose who agreed, and say how you know")}
        return shown(request, app, by, call_id, 422, errors)
    except Conflict:
        text = _("It was changed meanwhile; look again")
        return redirect(request, f"/calls/{call_id}", text, "bad")
    return redirect(request, f"/calls/{call_id}", _("Consent changed; it counts from now on"))


@post("/calls/{call_id:str}/disputes")
def dispute(request: Web, app: App, by: By, call_id: Part, form: Form) -> Response[Any]:
    """The person scored says that a level is wrong."""
    _, criterion = words(request), form.text("criterion")
    back = f"/calls/{call_id}?card={form.text('card')}#c-{criterion}"
    command = Disputing(form.text("assessment"), criterion, form.text("reason"))
    try:
        app.reviews.dispute(command, by)
    except Invalid:
        errors = {"": _("Say why the level is wrong")}
        return shown(request, app, by, call_id, 422, errors, open_dispute=criterion)
    except Conflict:
        return redirect(request, back, _("It was disputed already"), "bad")
    return redirect(request, back, _("Disputed; somebody else than the scorer decides"))


@post("/calls/{call_id:str}/disputes/{dispute_id:str}")
def decide(
    request: Web, app: App, by: By, call_id: Part, dispute_id: Part, form: Form
) -> Response[Any]:
    """Somebody else than the scorer decides."""
    _ = words(request)
    app.desk.scope(by, "dispute", "update")
    back = f"/calls/{call_id}?card={form.text('card')}#card"
    command = Deciding(dispute_id, form.whole("level") or 0, form.text("decision"))
    try:
        app.reviews.decide(command, by)
    except Invalid:
        errors = {"": _("Choose a level and say why")}
        return shown(request, app, by, call_id, 422, errors)
    except Conflict:
        return redirect(request, back, _("It was decided already"), "bad")
    except Refused:
        text = _("Who scored the call cannot decide. Ask another coach or the manager.")
        return redirect(request, back, text, "bad")
    return redirect(request, back, _("Decided"))


HANDLERS = [
    calls,
    *said.HANDLERS,
    *upload.HANDLERS,
    *upload_parts.HANDLERS,
    *inbox.HANDLERS,
    call,
    comment,
    reword,
    unsay,
    rename,
    agree,
    dispute,
    decide,
    retry,
    *scoring.HANDLERS,
    *speakers.HANDLERS,
    *sound.HANDLERS,
    *clips.HANDLERS,
    *assist.HANDLERS,
]
