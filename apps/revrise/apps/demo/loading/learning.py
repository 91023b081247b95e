"""Courses, scenarios, and who took and practised them."""

from datetime import UTC, datetime, time, timedelta

from attrs import evolve

from revrise.apps.demo import enablement, teaching
from revrise.apps.demo.company import Company
from revrise.apps.demo.courses import ONBOARDING
from revrise.apps.demo.loading.known import Known
from revrise.apps.demo.loading.writer import Batch, Writer, own_id
from revrise.apps.demo.phrases.book import phrase_book
from revrise.core.bilingual import Language
from revrise.core.content.approval import Review
from revrise.core.learning.course import Course, Lesson
from revrise.core.learning.enrolment import Enrolment
from revrise.core.roleplay.scenario import Scenario
from revrise.core.roleplay.session import RolePlay

LANGUAGES: tuple[Language, ...] = ("en", "zh")
# Something that one of enablement has written, and another is asked to approve.
_DRAFT = Course(
    own_id("course", "course-security"),
    "Answering security questions",
    ("product-knowledge",),
    (
        Lesson(
            "course-security-1",
            "What customers ask first",
            15,
            body="Where data lies, who may read it, and how it is deleted.",
        ),
    ),
    state="draft",
    titles={"zh": "应对安全问题"},
)


def load_learning(writer: Writer, company: Company, known: Known) -> None:
    """Courses, enrolments, scenarios, sessions."""
    courses = {one.id: _course(one, "en") for one in company.courses}
    chinese = [_course(one, "zh") for one in company.courses]
    enrolments = [_enrolment(one, courses[one.course_id], known) for one in company.enrolments]
    writer.add(
        "demo.learning_loaded",
        Batch(Course, "course", [*courses.values(), *chinese, _asked(company, known)]),
        Batch(
            Scenario,
            "scenario",
            [_scenario(one, tongue) for tongue in LANGUAGES for one in company.scenarios],
        ),
        Batch(Enrolment, "enrolment", enrolments),
        Batch(RolePlay, "role_play", [_session(one, known) for one in company.role_plays]),
    )


def _asked(company: Company, known: Known) -> Course:
    author = next(one.id for one in company.people if "enablement" in one.roles)
    at = datetime.combine(company.today - timedelta(days=2), time(8), UTC)
    said = Review(known.people[author], "submit", at)
    return evolve(_DRAFT, authors=(said.by,), asked_at=at, reviews=(said,))


def _course(one: enablement.Course, language: Language) -> Course:
    lessons = tuple(
        Lesson(
            f"{one.id}-{place + 1}",
            title.of(language),
            minutes,
            body=teaching.body(one.id, place, language),
        )
        for place, (title, minutes) in enumerate(one.lessons)
    )
    return Course(
        own_id("course", _named(one.id, language)),
        one.title.of(language),
        (one.competency,),
        lessons,
        language,
        due_days=14 if one.id == ONBOARDING else None,
        quiz=teaching.quiz(one.id, language),
    )


def _named(name: str, language: Language) -> str:
    """What is in English keeps the name that enrolments and sessions know."""
    return name if language == "en" else f"{name}-{language}"


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


def _scenario(one: enablement.Scenario, language: Language) -> Scenario:
    book = phrase_book(language)
    return Scenario(
        own_id("scenario", _named(one.id, language)),
        one.title.of(language),
        one.persona.of(language),
        one.brief.of(language),
        tuple(book.ways("buyer", f"objection.{category}")[0] for category in one.objections),
        "objection-handling",
        one.competency,
        language,
        one.pass_mark,
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
