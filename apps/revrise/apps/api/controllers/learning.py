"""Courses and enrolments; scenarios and role-play."""

from typing import Any

from revrise.apps.api.batches import batch
from revrise.apps.api.lists import offer, single
from revrise.apps.api.operation import Answer, Context, operation
from revrise.apps.api.resources import Resource
from revrise.apps.api.views import learning as views
from revrise.apps.api.views.common import Batch
from revrise.core.learning.course import Course
from revrise.core.learning.enrolment import Enrolment
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay
from revrise.core.scoring.document import as_document

LEARNING, PRACTICE = "Learning", "Practice"
COURSES = Resource(
    Course, "course", "courses", "course", "courses", LEARNING, views.Course,
    filters=("language", "state", "replaced_by"), sorts=("id", "title", "published_at"),
    order="title", heavy=frozenset({"lessons"}),
)  # fmt: skip
ENROLMENTS = Resource(
    Enrolment, "enrolment", "enrolments", "enrolment", "enrolments", LEARNING, views.Enrolment,
    filters=("course_id", "person_id", "team_id", "state", "due_at", "enrolled_at"),
    sorts=("id", "enrolled_at", "due_at"), order="-enrolled_at",
)  # fmt: skip
SCENARIOS = Resource(
    Scenario, "scenario", "scenarios", "scenario", "scenarios", PRACTICE, views.Scenario,
    filters=("language", "competency_id", "rubric", "state"), sorts=("id", "title"),
    order="title",
)  # fmt: skip
SESSIONS = Resource(
    RolePlay, "role_play", "role-plays", "role-play", "role-plays", PRACTICE, views.RolePlay,
    filters=("scenario_id", "person_id", "team_id", "state", "passed", "started_at"),
    sorts=("id", "started_at", "score"), order="-started_at", heavy=frozenset({"turns"}),
)  # fmt: skip
for _resource in (COURSES, ENROLMENTS, SCENARIOS, SESSIONS):
    offer(_resource)


@operation(
    "POST /v1/enrolments",
    tag=LEARNING,
    needs="enrolment:enrol",
    answer=views.Enrolment,
    status=201,
)
def create_enrolment(context: Context, body: views.NewEnrolment) -> Answer:
    """Enrol somebody in a course.

    Yourself, or who is in your reach.
    """
    made = _enrol(context, body)
    place = {"Location": f"/v1/enrolments/{made}"}
    return Answer(single(ENROLMENTS, context, made), 201, place)


@operation(
    "POST /v1/enrolments:batch",
    tag=LEARNING,
    needs="enrolment:enrol",
    answer=Batch,
    limit=8 << 20,
)
def create_enrolments(context: Context, body: views.NewEnrolments) -> Any:
    """Enrol many people.

    Up to 500; each stands or falls alone and answers with its own status.
    """
    return batch(context, body.items, lambda one: _enrol(context, one))


@operation(
    "POST /v1/enrolments/{enrolment_id}/lessons/{lesson_id}:finish",
    tag=LEARNING,
    needs="enrolment:complete",
    answer=views.Enrolment,
    versioned=ENROLMENTS,
)
def finish_lesson(context: Context, enrolment_id: str, lesson_id: str) -> Any:
    """Mark a lesson as done.

    Doing it again changes nothing.
    """
    context.app.learning.finish_lesson(enrolment_id, lesson_id, context.by)
    return single(ENROLMENTS, context, enrolment_id)


@operation(
    "POST /v1/enrolments/{enrolment_id}:answer",
    tag=LEARNING,
    needs="enrolment:complete",
    answer=views.Enrolment,
    versioned=ENROLMENTS,
)
def answer_quiz(context: Context, enrolment_id: str, body: views.Answers) -> Any:
    """Answer the quiz of a course.

    The share of right answers is the score; with the pass mark the course is completed.
    """
    context.app.learning.answer(enrolment_id, body.answers, context.by)
    return single(ENROLMENTS, context, enrolment_id)


@operation(
    "POST /v1/enrolments/{enrolment_id}:complete",
    tag=LEARNING,
    needs="enrolment:complete",
    answer=views.Enrolment,
    versioned=ENROLMENTS,
)
def complete_enrolment(context: Context, enrolment_id: str, body: views.Completed) -> Any:
    """Complete a course.

    With a quiz score; refused while lessons are open or below the pass mark.
    """
    context.app.learning.complete(enrolment_id, body.score, context.by)
    return single(ENROLMENTS, context, enrolment_id)


@operation(
    "POST /v1/role-plays",
    tag=PRACTICE,
    needs="role_play:create",
    answer=views.RolePlay,
    status=201,
)
def start_role_play(context: Context, body: views.NewRolePlay) -> Answer:
    """Start a role-play.

    The buyer opens with the first objection.
    """
    made = context.app.practice.start(body.scenario_id, context.by)
    place = {"Location": f"/v1/role-plays/{made.id}"}
    return Answer(single(SESSIONS, context, made.id), 201, place)


@operation(
    "POST /v1/role-plays/{role_play_id}/turns",
    tag=PRACTICE,
    needs="role_play:update",
    answer=views.RolePlay,
    versioned=SESSIONS,
)
def say_in_role_play(context: Context, role_play_id: str, body: views.NewTurn) -> Any:
    """Say something to the buyer.

    The answer comes with the session.
    """
    context.app.practice.say(role_play_id, body.text, context.by)
    return single(SESSIONS, context, role_play_id)


@operation(
    "POST /v1/role-plays/{role_play_id}:submit",
    tag=PRACTICE,
    needs="role_play:update",
    answer=views.Scored,
    versioned=SESSIONS,
)
def submit_role_play(context: Context, role_play_id: str) -> Any:
    """Hand a role-play in.

    It is scored on the scenario's rubric at once.
    """
    _, card = context.app.practice.submit(role_play_id, context.by)
    return {"session": single(SESSIONS, context, role_play_id), "scorecard": as_document(card)}


def _enrol(context: Context, body: views.NewEnrolment) -> str:
    who = body.person_id or context.by.person_id
    return context.app.learning.enrol(body.course_id, who, context.by).id
