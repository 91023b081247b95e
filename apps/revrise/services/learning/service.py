"""Learning: courses, enrolling, finishing lessons, completing."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from attrs import frozen

from revrise.core.errors import Conflict
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.ids import derived
from revrise.core.learning.course import Course
from revrise.core.learning.enrolment import Enrolment
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import View
from revrise.services.desk import Desk


@frozen
class Learning:
    """Use cases around courses."""

    desk: Desk

    def courses(self, by: Actor) -> Sequence[View]:
        """The courses the actor may see, by title; without the answers of their quizzes."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "course")
            rows = work.of(Course).rows(scope, Query(order=(("title", False),)))
        return [{name: row[name] for name in row if name != "quiz"} for row in rows]

    def enrolments(self, by: Actor) -> Sequence[View]:
        """The enrolments the actor may see, newest first."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "enrolment")
            return work.of(Enrolment).rows(scope, Query(order=(("enrolled_at", True),)))

    def enrol(self, course_id: str, person_id: str, by: Actor) -> Enrolment:
        """Enrols a person. Raises Conflict when they are enrolled, or nobody may begin it."""
        scope, now = self.desk.scope(by, "enrolment", "enrol"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            course = work.of(Course).load(course_id, self.desk.scope(by, "course"))
            if not course.open:
                raise Conflict(
                    f"nobody may begin {course.title}: it is {_closed(course)}",
                    culprit=course_id,
                    remedy="choose one that is published",
                )
            people = work.of(Person).rows(
                self.desk.scope(by, "person"), Query(where=where(id=person_id))
            )
            team_id = people[0]["team_id"] if people else None
            due = now + timedelta(days=course.due_days) if course.due_days else None
            made = Enrolment(
                derived("enr", course_id, person_id), course_id, person_id, team_id, now, due
            )
            if work.of(Enrolment).count(scope, Query(where=where(id=made.id))):
                raise Conflict(f"{person_id} is enrolled in {course.title} already")
            work.of(Enrolment).add(made, scope)
            about = {"person": person_id, "course": course_id}
            work.emit(Event("course.assigned", made.id, now, by.person_id, about))
            work.record("enrolment.added", made.id)
        return made

    def finish_lesson(self, enrolment_id: str, lesson_id: str, by: Actor) -> Enrolment:
        """Marks a lesson as done."""
        scope = self.desk.scope(by, "enrolment", "complete")
        with self.desk.store.begin(by) as work:
            before = work.of(Enrolment).load(enrolment_id, scope)
            course = work.of(Course).load(before.course_id, self.desk.scope(by, "course"))
            after = before.finish_lesson(course, lesson_id)
            if after is not before:
                work.of(Enrolment).save(after, scope, expected=before.version)
                work.record("lesson.finished", enrolment_id, {"lesson": lesson_id})
        return after

    def answer(self, enrolment_id: str, answers: Mapping[str, int], by: Actor) -> Enrolment:
        """Completes a course by its quiz: question → index of the option chosen.

        Raises Refused naming lessons still open, or the score where it is below the pass mark.
        """
        scope = self.desk.scope(by, "enrolment")
        with self.desk.store.read(by) as work:
            before = work.of(Enrolment).load(enrolment_id, scope)
            course = work.of(Course).load(before.course_id, self.desk.scope(by, "course"))
        return self.complete(enrolment_id, course.marked(answers), by)

    def complete(self, enrolment_id: str, score: float, by: Actor) -> Enrolment:
        """Completes a course with a quiz score (0–1). Raises Refused naming what is missing."""
        scope = self.desk.scope(by, "enrolment", "complete")
        with self.desk.store.begin(by) as work:
            before = work.of(Enrolment).load(enrolment_id, scope)
            course = work.of(Course).load(before.course_id, self.desk.scope(by, "course"))
            after, events = before.complete(course, score, self.desk.clock.now())
            work.of(Enrolment).save(after, scope, expected=before.version)
            work.emit(*events)
            work.record("course.completed", enrolment_id)
        return after


def _closed(course: Course) -> str:
    return f"replaced by {course.replaced_by}" if course.replaced_by else course.state
