"""Courses, scenarios, and who took and practised them."""

from revrise.apps.demo import enablement
from revrise.apps.demo.company import Company
from revrise.apps.demo.loading.known import Known
from revrise.apps.demo.loading.writer import Batch, Writer, own_id
from revrise.apps.demo.phrases.book import phrase_book
from revrise.core.learning.course import Course, Lesson
from revrise.core.learning.enrolment import Enrolment
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay


def load_learning(writer: Writer, company: Company, known: Known) -> None:
    """Courses, enrolments, scenarios, sessions."""
    courses = {one.id: _course(one) for one in company.courses}
    enrolments = [_enrolment(one, courses[one.course_id], known) for one in company.enrolments]
    writer.add(
        "demo.learning_loaded",
        Batch(Course, "course", list(courses.values())),
        Batch(Scenario, "scenario", [_scenario(one) for one in company.scenarios]),
        Batch(Enrolment, "enrolment", enrolments),
        Batch(RolePlay, "role_play", [_session(one, known) for one in company.role_plays]),
    )


def _course(one: enablement.Course) -> Course:
    lessons = tuple(
        Lesson(f"{one.id}-{number}", title.en, minutes)
        for number, (title, minutes) in enumerate(one.lessons, 1)
    )
    return Course(own_id("course", one.id), one.title.en, (one.competency,), lessons)


def _enrolment(one: enablement.Enrolment, course: Course, known: Known) -> Enrolment:
    done = one.completed_at is not None
    return Enrolment(
        own_id("enr", one.id),
        course.id,
        known.people[one.person_id],
        known.team_of[one.person_id],
        one.enrolled_at,
        done=tuple(lesson.id for lesson in course.lessons) if done else (),
        score=one.quiz,
        completed_at=one.completed_at,
        state="completed" if done else "enrolled",
    )


def _scenario(one: enablement.Scenario) -> Scenario:
    book = phrase_book("en")
    return Scenario(
        own_id("scenario", one.id),
        one.title.en,
        one.persona.en,
        one.brief.en,
        tuple(book.ways("buyer", f"objection.{category}")[0] for category in one.objections),
        "objection-handling",
        one.competency,
        pass_mark=one.pass_mark,
    )


def _session(one: enablement.RolePlay, known: Known) -> RolePlay:
    return RolePlay(
        own_id("rp", one.id),
        own_id("scenario", one.scenario_id),
        known.people[one.person_id],
        known.team_of[one.person_id],
        one.at,
        finished_at=one.at,
        score=one.score,
        passed=one.passed,
        state="scored",
    )
