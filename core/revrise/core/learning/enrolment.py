"""A person in a course: enrolled → in_progress → completed."""

from datetime import datetime

from attrs import evolve, frozen

from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.events import Event
from revrise.core.learning.course import Course


@frozen
class Enrolment:
    """`done` holds the lessons finished, in order; `score` the quiz share (0–1) at completion."""

    id: str
    course_id: str
    person_id: str
    team_id: str | None
    enrolled_at: datetime
    due_at: datetime | None = None
    done: tuple[str, ...] = ()
    score: float | None = None
    completed_at: datetime | None = None
    state: str = "enrolled"
    version: int = 1

    def finish_lesson(self, course: Course, lesson_id: str) -> "Enrolment":
        """With one more lesson done; doing it again changes nothing."""
        if lesson_id not in {lesson.id for lesson in course.lessons}:
            raise NotFound(f"course {course.id} has no lesson {lesson_id}")
        if self.state == "completed" or lesson_id in self.done:
            return self
        return evolve(
            self, done=(*self.done, lesson_id), state="in_progress", version=self.version + 1
        )

    def complete(
        self, course: Course, score: float, at: datetime
    ) -> tuple["Enrolment", tuple[Event, ...]]:
        """Completed with a quiz score (0–1). Raises Refused naming what is missing."""
        if not 0 <= score <= 1:
            raise Invalid(f"{score} is not a share", culprit="score", remedy="0 to 1")
        if self.state == "completed":
            raise Conflict(f"{self.person_id} completed {course.id} already")
        missing = [lesson.title for lesson in course.lessons if lesson.id not in self.done]
        if missing:
            raise Refused(
                f"lessons still open: {', '.join(missing)}",
                culprit=course.title,
                remedy="finish them first",
            )
        if score < course.pass_mark:
            raise Refused(
                f"scored {score:.0%}, the pass mark is {course.pass_mark:.0%}",
                culprit=course.title,
                remedy="take the quiz again",
            )
        done = evolve(
            self, state="completed", score=score, completed_at=at, version=self.version + 1
        )
        event = Event("course.completed", self.id, at, self.person_id, {"course": course.id})
        return done, (event,)
