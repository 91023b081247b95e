"""Learning as pages need it: my courses and what is due, the catalogue, how a team gets on."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.errors import NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Rule, where
from revrise.core.learning.course import Course
from revrise.core.learning.enrolment import Enrolment
from revrise.core.people.competency import Competency
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.reach import may


@frozen
class Taken:
    """A course with somebody's enrolment in it."""

    course: Course
    enrolment: Enrolment

    @property
    def share(self) -> float:
        """Lessons done, 0–1."""
        lessons = {lesson.id for lesson in self.course.lessons}
        return len(lessons & set(self.enrolment.done)) / len(lessons) if lessons else 1.0

    def late(self, now: datetime) -> bool:
        """Whether it should have been completed already."""
        due = self.enrolment.due_at
        return due is not None and due < now and self.enrolment.state != "completed"


@frozen
class Group:
    """How the people in reach get on with a course; `late` and `done` are counts."""

    course: Course
    enrolled: int
    done: int
    late: int


@frozen
class LearningPage:
    """`mine` with what is due first; `catalogue` the courses not taken. `manages`: may enrol."""

    mine: tuple[Taken, ...]
    catalogue: tuple[Course, ...]
    groups: tuple[Group, ...]
    competencies: Mapping[str, Competency]
    manages: bool
    as_of: datetime
    unpublished: tuple[Course, ...] = ()


@frozen
class Learner:
    """Somebody else in a course."""

    person_id: str
    name: str
    enrolment: Enrolment


@frozen
class CoursePage:
    """A course, one's own enrolment where there is one, and the others one may see in it."""

    course: Course
    mine: Enrolment | None
    learners: tuple[Learner, ...]
    candidates: tuple[View, ...]
    competencies: Mapping[str, Competency]
    as_of: datetime


@frozen
class LearningPages:
    """The use case."""

    desk: Desk

    def overview(self, by: Actor) -> LearningPage:
        """What there is to learn for the actor, and how others get on."""
        with self.desk.store.read(by) as work:
            courses = self._courses(work, by)
            enrolments = self._enrolments(work, by, where())
            competencies = self._competencies(work, by)
        now = self.desk.clock.now()
        taken = {one.course_id: one for one in enrolments if one.person_id == by.person_id}
        mine = [Taken(courses[key], one) for key, one in taken.items() if key in courses]
        others = [one for one in enrolments if one.person_id != by.person_id]
        return LearningPage(
            tuple(sorted(mine, key=_due_first)),
            tuple(one for key, one in courses.items() if key not in taken and one.open),
            tuple(_groups(courses, others, now)),
            competencies,
            self._manages(by),
            now,
            tuple(one for one in courses.values() if not one.open),
        )

    def course(self, course_id: str, by: Actor) -> CoursePage:
        """One course. Raises NotFound when hidden."""
        with self.desk.store.read(by) as work:
            course = work.of(Course).load(course_id, self.desk.scope(by, "course"))
            enrolments = self._enrolments(work, by, where(course_id=course_id))
            competencies = self._competencies(work, by)
            query = Query(order=(("name", False),))
            people = work.of(Person).rows(self.desk.scope(by, "person"), query)
        names = {row["id"]: row["name"] or row["id"] for row in people}
        mine = next((one for one in enrolments if one.person_id == by.person_id), None)
        others = [
            Learner(one.person_id, names.get(one.person_id, one.person_id), one)
            for one in enrolments
            if one.person_id != by.person_id
        ]
        there = {one.person_id for one in enrolments}
        return CoursePage(
            course,
            mine,
            tuple(sorted(others, key=lambda one: (one.enrolment.state == "completed", one.name))),
            tuple(
                row
                for row in people
                if course.open and row["id"] not in there and self._enrols(by, row)
            ),
            competencies,
            self.desk.clock.now(),
        )

    def lesson(self, course_id: str, lesson_id: str, by: Actor) -> tuple[CoursePage, int]:
        """A course and the place of one of its lessons. Raises NotFound."""
        found = self.course(course_id, by)
        for place, lesson in enumerate(found.course.lessons):
            if lesson.id == lesson_id:
                return found, place
        raise NotFound(f"course {course_id} has no lesson {lesson_id}")

    def _courses(self, work: UnitOfWork, by: Actor) -> dict[str, Course]:
        query = Query(order=(("title", False),))
        found = work.of(Course).load_many(self.desk.scope(by, "course"), query)
        return {one.id: one for one in found}

    def _enrolments(self, work: UnitOfWork, by: Actor, rule: Rule) -> Sequence[Enrolment]:
        query = Query(rule, (("enrolled_at", True),))
        return work.of(Enrolment).load_many(self.desk.scope(by, "enrolment"), query)

    def _competencies(self, work: UnitOfWork, by: Actor) -> dict[str, Competency]:
        found = work.of(Competency).load_many(self.desk.scope(by, "competency"))
        return {one.id: one for one in found}

    def _manages(self, by: Actor) -> bool:
        row = {"id": "", "person_id": "", "team_id": by.team_id, "state": "enrolled"}
        return may(self.desk, by, "enrolment", "enrol", row)

    def _enrols(self, by: Actor, person: View) -> bool:
        """Who may not know who is active is offered everybody."""
        if person["id"] == by.person_id or person.get("active") is False:
            return False
        row = {"id": "", "person_id": person["id"], "team_id": person["team_id"]}
        return may(self.desk, by, "enrolment", "enrol", row)


def _due_first(one: Taken) -> tuple[bool, bool, float, str]:
    due = one.enrolment.due_at
    done = one.enrolment.state == "completed"
    return done, due is None, due.timestamp() if due else 0.0, one.course.title


def _groups(
    courses: Mapping[str, Course], enrolments: Sequence[Enrolment], now: datetime
) -> list[Group]:
    groups = []
    for course in courses.values():
        there = [one for one in enrolments if one.course_id == course.id]
        if there:
            done = sum(one.state == "completed" for one in there)
            late = sum(Taken(course, one).late(now) for one in there)
            groups.append(Group(course, len(there), done, late))
    return groups
