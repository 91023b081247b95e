"""Review of courses: asking for it, sending back with a reason, what waits for whom."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.content.approval import COURSE, Review
from revrise.core.errors import Invalid
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.learning.course import Course
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.services.content.review import approval_rule
from revrise.services.desk import Desk
from revrise.services.pipeline.lookup import Lookup
from revrise.services.reach import may

_LONGEST = 2_000


@frozen
class WaitingCourse:
    """A draft in review: whose, since when, its approvals of those needed; `mine` to decide."""

    course: Course
    author: str
    since: datetime
    approvals: int
    needed: int
    mine: bool


@frozen
class CourseReview:
    """The use cases; approving is with those of making courses."""

    desk: Desk

    def submit(self, course_id: str, by: Actor) -> Course:
        """Asks for review; who is asked to approve courses is told.

        Raises Conflict for what waits already or is no draft, Invalid for what is unfinished.
        """
        scope, now = self.desk.scope(by, "course", "update"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            before = work.of(Course).load(course_id, scope)
            after = before.submitted(by.person_id, now)
            work.of(Course).save(after, scope, expected=before.version)
            work.emit(Event("course.submitted", course_id, now, by.person_id))
            work.record("course.submitted", course_id, {"edition": after.edition})
        return after

    def send_back(self, course_id: str, by: Actor, comment: str) -> Course:
        """Not approved as it is, and why; its authors are told.

        Raises Invalid without a reason, Conflict unless it waits, Refused for who is not asked.
        """
        if len(comment) > _LONGEST:
            raise Invalid(f"is longer than {_LONGEST} characters", culprit="comment")
        scope, now = self.desk.scope(by, "course", "approve"), self.desk.clock.now()
        said = Review(by.person_id, "return", now, comment.strip())
        with self.desk.store.begin(by) as work:
            before = work.of(Course).load(course_id, scope)
            after = before.returned(said, by.roles, approval_rule(work, COURSE))
            work.of(Course).save(after, scope, expected=before.version)
            work.emit(Event("course.returned", course_id, now, by.person_id))
            work.record("course.returned", course_id, {"edition": after.edition})
        return after

    def inbox(self, by: Actor) -> Sequence[WaitingCourse]:
        """What is in review, the longest waiting first. Raises Refused for who never approves."""
        scope = self.desk.scope(by, "course", "approve")
        with self.desk.store.read(by) as work:
            drafts = work.of(Course).load_many(scope, Query(where(state="draft")))
            asked = [(one.asked_at, one) for one in drafts if one.asked_at is not None]
            if not asked:
                return ()
            rule = approval_rule(work, COURSE)
            wrote = {one.authors[0] for _, one in asked if one.authors}
            names = Lookup(self.desk, work, by).names(Person, "person", wrote)
        open_to = rule.asks(by.person_id, by.roles)
        found = [
            WaitingCourse(
                one,
                names.get(one.authors[0], "") if one.authors else "",
                since,
                len(one.approved_by),
                rule.needed,
                open_to and by.person_id not in (*one.authors, *one.approved_by),
            )
            for since, one in asked
        ]
        return sorted(found, key=lambda one: (one.since, one.course.id))

    def mine(self, by: Actor) -> Sequence[WaitingCourse]:
        """What waits for the actor; nothing for who never approves."""
        if not may(self.desk, by, "course", "approve"):
            return ()
        return [one for one in self.inbox(by) if one.mine]
