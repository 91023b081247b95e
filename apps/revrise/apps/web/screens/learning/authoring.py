"""Making courses: a form for the course, one for each lesson and one for each question."""

from collections.abc import Callable
from typing import Any

from attrs import evolve
from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent, fault
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.learning.writing import (
    basics,
    lesson,
    moved,
    place_of,
    question,
    without,
)
from revrise.apps.web.visit import words
from revrise.core.errors import Conflict, Invalid, Stale
from revrise.services.learning.authoring import CourseText


@get("/learning/new")
def new(request: Web, app: App, by: By) -> Response[str]:
    """The form of a new course."""
    form = Sent({"token": (app.desk.ids.new("form"),)})
    return page(request, "learning/new.html", view=app.course_desks.blank(by), form=form)


@get("/learning/{course_id:str}/edit")
def edit(request: Web, app: App, by: By, course_id: Part) -> Response[str]:
    """The course, its lessons and its questions, each to be changed."""
    return _desk(request, app, by, course_id, Sent())


@post("/learning/{course_id:str}/edit")
def save(request: Web, app: App, by: By, course_id: Part, form: Form) -> Response[Any]:
    """What the course is called, trains and asks for."""
    return _changed(request, app, by, course_id, form, basics, "course")


@post("/learning/{course_id:str}/edit/lessons/{place:str}")
def save_lesson(
    request: Web, app: App, by: By, course_id: Part, place: Part, form: Form
) -> Response[Any]:
    """One lesson: written, moved up, taken out; one place after the last is a new one."""
    at = place_of(place)

    def change(text: CourseText, form: Sent) -> CourseText:
        there = text.lessons
        if form.text("do") == "remove":
            return evolve(text, lessons=without(there, at))
        if form.text("do") == "up":
            return evolve(text, lessons=moved(there, at))
        return evolve(text, lessons=lesson(there, at, form))

    return _changed(request, app, by, course_id, form, change, f"lesson-{at}")


@post("/learning/{course_id:str}/edit/questions/{place:str}")
def save_question(
    request: Web, app: App, by: By, course_id: Part, place: Part, form: Form
) -> Response[Any]:
    """One question: written or taken out; one place after the last is a new one."""
    at = place_of(place)

    def change(text: CourseText, form: Sent) -> CourseText:
        if form.text("do") == "remove":
            return evolve(text, quiz=without(text.quiz, at))
        return evolve(text, quiz=question(text.quiz, at, form))

    return _changed(request, app, by, course_id, form, change, f"question-{at}")


@post("/learning/{course_id:str}/publish")
def publish(request: Web, app: App, by: By, course_id: Part) -> Response[Any]:
    """Learners see it; a second click changes nothing."""
    _ = words(request)
    try:
        app.authoring.publish(course_id, by)
    except Invalid as wrong:
        form = Sent(errors={"": _wrong(wrong, _)})
        return _desk(request, app, by, course_id, form, 422)
    except Conflict:
        course = app.authoring.text(course_id, by)
        if course.state == "draft":
            form = Sent(errors={"": _("It is not approved yet.")})
            return _desk(request, app, by, course_id, form, 409)
        if course.state != "published":
            raise
    return redirect(request, f"/learning/{course_id}", _("Published"))


@post("/learning/{course_id:str}/submit")
def submit(request: Web, app: App, by: By, course_id: Part) -> Response[Any]:
    """Its author asks for review; a second click changes nothing."""
    _ = words(request)
    try:
        app.course_review.submit(course_id, by)
    except Invalid as wrong:
        form = Sent(errors={"": _wrong(wrong, _)})
        return _desk(request, app, by, course_id, form, 422)
    except Conflict:
        if app.authoring.text(course_id, by).asked_at is None:
            raise
    return redirect(request, f"/learning/{course_id}/edit", _("Waits for approval"))


@post("/learning/{course_id:str}/revise")
def revise(request: Web, app: App, by: By, course_id: Part) -> Response[Any]:
    """The draft of the next version; the one there is already on a second click."""
    _, made = words(request), app.authoring.revise(course_id, by)
    return redirect(request, f"/learning/{made.id}/edit", _("Kept as a draft"))


@post("/learning/{course_id:str}/retire")
def retire(request: Web, app: App, by: By, course_id: Part) -> Response[Any]:
    """Learners find it no more; a second click changes nothing."""
    _ = words(request)
    try:
        app.authoring.retire(course_id, by)
    except Conflict:
        if app.authoring.text(course_id, by).state != "retired":
            raise
    return redirect(request, "/learning", _("Retired"))


@post("/learning/{course_id:str}/approve")
def approve(request: Web, app: App, by: By, course_id: Part, form: Form) -> Response[Any]:
    """One approval of what somebody else wrote, as it was when they read it."""
    _ = words(request)
    try:
        app.authoring.approve(course_id, by, form.whole("version"))
    except Invalid as wrong:
        form.errors[""] = _wrong(wrong, _)
        return _desk(request, app, by, course_id, form, 422)
    except Stale:
        form.errors[""] = _("Its author changed it meanwhile. Read it again before you decide.")
        return _desk(request, app, by, course_id, form, 409)
    inbox = form.text("from") == "inbox"
    back = "/content/review" if inbox else f"/learning/{course_id}/edit"
    return redirect(request, back, _("Approved"))


@post("/learning/{course_id:str}/send_back")
def send_back(request: Web, app: App, by: By, course_id: Part, form: Form) -> Response[Any]:
    """Not as it is, and why; what was typed stays where something is wrong."""
    _ = words(request)
    try:
        app.course_review.send_back(course_id, by, form.text("comment"))
    except Invalid as wrong:
        form.errors["comment"] = _wrong(wrong, _)
        return _desk(request, app, by, course_id, form, 422, "decide")
    except Conflict:
        form.errors[""] = _("It does not wait for approval any more.")
        return _desk(request, app, by, course_id, form, 409)
    inbox = form.text("from") == "inbox"
    back = "/content/review" if inbox else f"/learning/{course_id}/edit"
    return redirect(request, back, _("Sent back to its author"))


@post("/learning")
def draft(request: Web, app: App, by: By, form: Form) -> Response[Any]:
    """Keeps it as a draft; a second click finds it kept."""
    _ = words(request)
    try:
        made = app.authoring.draft(basics(CourseText(""), form), by, form.text("token"))
    except Invalid as wrong:
        form.errors[wrong.culprit] = _wrong(wrong, _)
        view = app.course_desks.blank(by)
        return page(request, "learning/new.html", 422, view=view, form=form)
    return redirect(request, f"/learning/{made.id}/edit", _("Kept as a draft"))


def _changed(
    request: Web,
    app: Any,
    by: Any,
    course_id: str,
    form: Sent,
    change: Callable[[CourseText, Sent], CourseText],
    part: str,
) -> Response[Any]:
    """One part of the draft, on top of what the author had before them."""
    _, course = words(request), app.authoring.text(course_id, by)
    try:
        text = change(CourseText.of(course), form)
        app.authoring.edit(course_id, text, by, form.whole("version"))
    except Invalid as wrong:
        form.errors[""] = _wrong(wrong, _)
        return _desk(request, app, by, course_id, form, 422, part)
    except Conflict:
        form.errors[""] = _("Somebody changed it meanwhile. Look at it and do it once more.")
        return _desk(request, app, by, course_id, form, 409, part)
    return redirect(request, f"/learning/{course_id}/edit#{part}", _("Saved"))


def _desk(
    request: Web,
    app: Any,
    by: Any,
    course_id: str,
    form: Sent,
    status: int = 200,
    part: str = "",
) -> Response[str]:
    view = app.course_desks.of(course_id, by)
    return page(
        request, "learning/edit.html", status, view=view, form=form, spot=part, blank=Sent()
    )


def _wrong(wrong: Invalid, _: Any) -> str:
    """What is wrong, in the reader's language."""
    said = {
        "comment": _("Say what is to be changed, in 2,000 characters at most"),
        "title": _("Give it a title"),
        "titles": _("A title is too long"),
        "competencies": _("Choose what it trains"),
        "pass_mark": _("The pass mark is 0 to 100 percent"),
        "due_days": _("Due after 1 to 3,650 days"),
        "lessons": _(
            "Each lesson needs a title, 1 to 600 minutes, and a text or a published asset"
        ),
        "quiz": _("Each question needs two different options or more, and one that is right"),
    }
    return str(said.get(wrong.culprit) or fault(wrong, _.locale))


HANDLERS = [new, draft, edit, save, save_lesson, save_question, submit, approve, send_back,
            publish, revise, retire]  # fmt: skip
