"""Courses: enrolling, lessons, the quiz, and how others get on."""

from typing import Any

from litestar import Response

from revrise.apps.api.deps import App, By, Part, Web
from revrise.apps.web.forms import Form, Sent
from revrise.apps.web.render import page, redirect
from revrise.apps.web.routing import get, post
from revrise.apps.web.screens.coaching.views import title_of
from revrise.apps.web.screens.learning import authoring
from revrise.apps.web.visit import words
from revrise.core.errors import Conflict, NotFound, Refused


@get("/learning")
def learning(request: Web, app: App, by: By) -> Response[str]:
    """What there is to learn, what is due first."""
    found = app.learning_pages.overview(by)
    return page(request, "learning/overview.html", view=found, title_of=title_of)


@get("/learning/{course_id:str}")
def course(request: Web, app: App, by: By, course_id: Part) -> Response[str]:
    """One course."""
    return _course(request, app, by, course_id)


@get("/learning/{course_id:str}/lessons/{lesson_id:str}")
def lesson(request: Web, app: App, by: By, course_id: Part, lesson_id: Part) -> Response[str]:
    """One lesson."""
    found, place = app.learning_pages.lesson(course_id, lesson_id, by)
    return page(
        request,
        "learning/lesson.html",
        view=found,
        lesson=found.course.lessons[place],
        place=place,
        title_of=title_of,
    )


def _course(
    request: Web,
    app: Any,
    by: Any,
    course_id: str,
    status: int = 200,
    form: Sent | None = None,
) -> Response[str]:
    found = app.learning_pages.course(course_id, by)
    return page(
        request,
        "learning/course.html",
        status,
        view=found,
        people=[(row["id"], row["name"] or row["id"]) for row in found.candidates],
        form=form or Sent(),
        title_of=title_of,
    )


@post("/learning/{course_id:str}/enrol")
def enrol(request: Web, app: App, by: By, course_id: Part, form: Form) -> Response[Any]:
    """Oneself, or the people chosen."""
    _, back = words(request), f"/learning/{course_id}"
    people = form.many("people") or ((by.person_id,) if form.text("self") else ())
    if not people:
        form.errors["people"] = _("Choose at least one person")
        return _course(request, app, by, course_id, 422, form)
    enrolled = 0
    for person in people:
        try:
            app.learning.enrol(course_id, person, by)
            enrolled += 1
        except Conflict:  # a second click, or somebody else was faster
            continue
    return redirect(
        request, back, _.n("%(num)s person enrolled", "%(num)s people enrolled", enrolled)
    )


@post("/learning/{course_id:str}/lessons/{lesson_id:str}")
def finish(request: Web, app: App, by: By, course_id: Part, lesson_id: Part) -> Response[Any]:
    """The lesson is done; on to the next one."""
    _, (found, place) = words(request), app.learning_pages.lesson(course_id, lesson_id, by)
    app.learning.finish_lesson(_mine(found), lesson_id, by)
    lessons = found.course.lessons
    if place + 1 < len(lessons):
        onwards = f"/learning/{course_id}/lessons/{lessons[place + 1].id}"
    else:
        onwards = f"/learning/{course_id}#complete"
    return redirect(request, onwards, _("Lesson done"))


@post("/learning/{course_id:str}/complete")
def complete(request: Web, app: App, by: By, course_id: Part, form: Form) -> Response[Any]:
    """The quiz is handed in; where there is none, the lessons count."""
    _, found = words(request), app.learning_pages.course(course_id, by)
    answers = {
        question.id: chosen
        for question in found.course.quiz
        if (chosen := form.whole(f"q-{question.id}")) is not None
    }
    if len(answers) < len(found.course.quiz):
        form.errors[""] = _("Answer every question")
        return _course(request, app, by, course_id, 422, form)
    try:
        done = app.learning.answer(_mine(found), answers, by)
    except Conflict:
        return redirect(request, f"/learning/{course_id}", _("Completed already"))
    except Refused as missing:
        form.errors[""] = _refused(found, answers, missing, _)
        return _course(request, app, by, course_id, 422, form)
    score = f"{(done.score or 0) * 100:.0f}%"
    return redirect(request, f"/learning/{course_id}", _("Completed with %(score)s", score=score))


def _refused(found: Any, answers: dict[str, int], missing: Refused, _: Any) -> str:
    """What is missing, in the reader's language."""
    lessons = [one.title for one in found.course.lessons if one.id not in found.mine.done]
    if lessons:
        return str(_("Lessons still open: %(lessons)s", lessons=", ".join(lessons)))
    score, mark = found.course.marked(answers), found.course.pass_mark
    return str(
        _("Scored %(score)s, the pass mark is %(mark)s. Look at the lessons and try again.",
          score=f"{score:.0%}", mark=f"{mark:.0%}")
    ) or missing.message  # fmt: skip


def _mine(found: Any) -> str:
    """The reader's enrolment. Raises NotFound where they are not enrolled."""
    if found.mine is None:
        raise NotFound("you are not enrolled in this course", culprit=found.course.id)
    return str(found.mine.id)


HANDLERS = [learning, course, lesson, enrol, finish, complete, *authoring.HANDLERS]
