"""Making courses: draft, edit, publish, a next version, retire."""

from typing import Any

import msgspec
from attrs import asdict

from revrise.apps.api.controllers.learning import COURSES, LEARNING
from revrise.apps.api.lists import single
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.views import approval
from revrise.apps.api.views import learning as views
from revrise.core.learning.course import Lesson, Question
from revrise.services.learning.authoring import CourseText
from revrise.services.learning.course_review import WaitingCourse


@operation(
    "POST /v1/courses", tag=LEARNING, needs="course:create", answer=views.Course, status=201,
    limit=8 << 20,
)  # fmt: skip
def create_course(context: Context, body: views.CourseText) -> Answer:
    """Draft a course.

    Only those who make courses see it until it is published.
    """
    made = context.app.authoring.draft(_text(body), context.by)
    return Answer(single(COURSES, context, made.id), 201, {"Location": f"/v1/courses/{made.id}"})


@operation(
    "GET /v1/courses/{course_id}/text",
    tag=LEARNING,
    needs="course:update",
    answer=views.CourseSource,
)
def read_course_text(context: Context, course_id: str) -> Any:
    """Read a course as its author.

    With the answers of its quiz, as `PUT` takes it.
    """
    course = context.app.authoring.text(course_id, context.by)
    text = asdict(CourseText.of(course))
    return {
        "id": course.id,
        "version": course.version,
        "state": course.state,
        "edition": course.edition,
        "text": text,
    }


@operation(
    "PUT /v1/courses/{course_id}",
    tag=LEARNING,
    needs="course:update",
    answer=views.Course,
    versioned=COURSES,
    limit=8 << 20,
)
def edit_course(context: Context, course_id: str, body: views.CourseText) -> Any:
    """Write a draft of a course anew.

    All of it; what is published does not change any more.
    """
    context.app.authoring.edit(course_id, _text(body), context.by)
    return single(COURSES, context, course_id)


@operation(
    "GET /v1/courses-in-review", tag=LEARNING, needs="course:approve", answer=approval.CourseInbox
)
def list_courses_in_review(context: Context) -> Any:
    """List the courses that wait for approval.

    The longest waiting first; `mine` is what waits for you.
    """
    return {"items": [_waiting(one) for one in context.app.course_review.inbox(context.by)]}


@operation(
    "POST /v1/courses/{course_id}:submit",
    tag=LEARNING,
    needs="course:update",
    answer=views.Course,
    versioned=COURSES,
)
def submit_course(context: Context, course_id: str) -> Any:
    """Ask for review of a draft.

    Who may approve it is told; a change of the text takes it back.
    """
    context.app.course_review.submit(course_id, context.by)
    return single(COURSES, context, course_id)


@operation(
    "POST /v1/courses/{course_id}:send-back",
    tag=LEARNING,
    needs="course:approve",
    answer=views.Course,
    versioned=COURSES,
)
def send_course_back(context: Context, course_id: str, body: approval.Returned) -> Any:
    """Send a course in review back to its authors.

    The comment says what is to be changed; approvals so far are void.
    """
    context.app.course_review.send_back(course_id, context.by, body.comment)
    return single(COURSES, context, course_id)


@operation(
    "POST /v1/courses/{course_id}:approve",
    tag=LEARNING,
    needs="course:approve",
    answer=views.Course,
    versioned=COURSES,
)
def approve_course(context: Context, course_id: str) -> Any:
    """Approve the draft of a course.

    By somebody who wrote none of it; a change of the text takes approvals away.
    """
    context.app.authoring.approve(course_id, context.by)
    return single(COURSES, context, course_id)


@operation(
    "POST /v1/courses/{course_id}:publish",
    tag=LEARNING,
    needs="course:publish",
    answer=views.Course,
    versioned=COURSES,
)
def publish_course(context: Context, course_id: str) -> Any:
    """Publish a course.

    Everybody may begin it from now on, and nobody the version it follows. Conflict before it has
    as many approvals as the rule of courses wants.
    """
    context.app.authoring.publish(course_id, context.by)
    return single(COURSES, context, course_id)


@operation(
    "POST /v1/courses/{course_id}:revise",
    tag=LEARNING,
    needs="course:update",
    answer=views.Course,
    status=201,
    versioned=COURSES,
)
def revise_course(context: Context, course_id: str) -> Answer:
    """Begin the next version of a course.

    As a draft; who began the present one goes on with it.
    """
    made = context.app.authoring.revise(course_id, context.by)
    return Answer(single(COURSES, context, made.id), 201, {"Location": f"/v1/courses/{made.id}"})


@operation(
    "POST /v1/courses/{course_id}:retire",
    tag=LEARNING,
    needs="course:delete",
    answer=views.Course,
    versioned=COURSES,
)
def retire_course(context: Context, course_id: str) -> Any:
    """Retire a course.

    For good: learners do not find it any more.
    """
    context.app.authoring.retire(course_id, context.by)
    return single(COURSES, context, course_id)


def _waiting(one: WaitingCourse) -> dict[str, Any]:
    return {
        "course_id": one.course.id,
        "title": one.course.title,
        "edition": one.course.edition,
        "author": one.author,
        "since": one.since,
        "approvals": one.approvals,
        "needed": one.needed,
        "mine": one.mine,
    }


def _text(body: views.CourseText) -> CourseText:
    given = msgspec.structs.asdict(body)
    lessons = tuple(Lesson(**msgspec.structs.asdict(one)) for one in body.lessons)
    quiz = tuple(Question(one.id, one.text, tuple(one.options), one.answer) for one in body.quiz)
    competencies = tuple(body.competencies)
    return CourseText(**{**given, "lessons": lessons, "quiz": quiz, "competencies": competencies})
