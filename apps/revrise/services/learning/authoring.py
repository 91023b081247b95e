"""Making courses: draft, edit, publish, a next version, retire."""

from collections.abc import Collection, Mapping
from typing import Any

from attrs import Factory, asdict, frozen

from revrise.core.content.approval import COURSE
from revrise.core.content.asset import Asset
from revrise.core.errors import Invalid, Stale
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.ids import derived
from revrise.core.learning.course import Course, Lesson, Question
from revrise.core.people.competency import Competency
from revrise.core.roleplay.scenario import Scenario
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.content.review import approval_rule
from revrise.services.desk import Desk
from revrise.services.reach import may


@frozen
class CourseText:
    """All of a course that its authors write; `titles` is language → title in that language."""

    title: str
    language: str = "en"
    titles: Mapping[str, str] = Factory(dict)
    competencies: tuple[str, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    quiz: tuple[Question, ...] = ()
    pass_mark: float = 0.8
    due_days: int | None = None

    @classmethod
    def of(cls, course: Course) -> "CourseText":
        """What a course says now."""
        return cls(**{name: getattr(course, name) for name in cls.__annotations__})

    @property
    def fields(self) -> dict[str, Any]:
        """By the names of a course's fields."""
        return {name: getattr(self, name) for name in self.__annotations__}


@frozen
class Authoring:
    """Use cases of those who make courses."""

    desk: Desk

    def draft(self, text: CourseText, by: Actor, token: str = "") -> Course:
        """A new course that only authors see. The same `token` twice is the same course.

        Raises Invalid naming what is wrong.
        """
        scope = self.desk.scope(by, "course", "create")
        key = f"course.draft/{by.person_id}/{token}"
        asked = derived("ask", *(str(value) for value in asdict(text).values()))
        wrote = (by.person_id,)
        course = Course(self.desk.ids.new("course"), state="draft", authors=wrote, **text.fields)
        course.edited()  # checked like any other edit
        with self.desk.store.begin(by) as work:
            known = work.recall(key, asked) if token else None
            if known:
                return work.of(Course).load(known.answer["id"], self.desk.scope(by, "course"))
            self._linked(work, by, course)
            work.of(Course).add(course, scope)
            if token:
                work.remember(key, asked, {"id": course.id})
            work.record("course.drafted", course.id)
        return course

    def edit(self, course_id: str, text: CourseText, by: Actor, seen: int | None = None) -> Course:
        """The draft says this from now on; `seen` is the version the author had before them.

        Raises Conflict once it is published or when somebody changed it meanwhile, Invalid.
        """
        scope = self.desk.scope(by, "course", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(Course).load(course_id, scope)
            _same(before, seen)
            after = before.edited(by.person_id, **text.fields)
            if after is not before:
                self._linked(work, by, after)
                work.of(Course).save(after, scope, expected=before.version)
                work.record("course.edited", course_id)
        return after

    def approve(self, course_id: str, by: Actor, seen: int | None = None) -> Course:
        """One approval of a draft, of as many as the rule of courses wants.

        `seen` is the version that was read. Raises Stale where it is another by now, Refused for
        who wrote any of it, a second time and for who is not asked, Conflict unless it is a draft,
        Invalid for what is unfinished.
        """
        scope = self.desk.scope(by, "course", "approve")
        with self.desk.store.begin(by) as work:
            before = work.of(Course).load(course_id, scope)
            _same(before, seen)
            rule, now = approval_rule(work, COURSE), self.desk.clock.now()
            after = before.approved(by.person_id, by.roles, rule, now)
            work.of(Course).save(after, scope, expected=before.version)
            work.emit(Event("course.approved", course_id, now, by.person_id))
            work.record("course.approved", course_id, {"approvals": len(after.approved_by)})
        return after

    def publish(self, course_id: str, by: Actor) -> Course:
        """Learners see it from now on, and the version it follows is no longer begun.

        Raises Conflict unless it is a draft that is approved, Invalid for what is unfinished.
        """
        scope, now = self.desk.scope(by, "course", "publish"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            before = work.of(Course).load(course_id, scope)
            self._linked(work, by, before, published=True)
            after = before.published(now, approval_rule(work, COURSE).needed)
            work.of(Course).save(after, scope, expected=before.version)
            if after.follows is not None:
                older = work.of(Course).load(after.follows, scope)
                superseded = older.superseded(course_id)
                work.of(Course).save(superseded, scope, expected=older.version)
            work.record("course.published", course_id, {"edition": after.edition})
        return after

    def revise(self, course_id: str, by: Actor) -> Course:
        """The draft of the next version; one that is there already is gone on with.

        Raises Conflict unless the course is the newest published version.
        """
        self.desk.scope(by, "course", "update")
        scope = self.desk.scope(by, "course", "create")
        with self.desk.store.begin(by) as work:
            course = work.of(Course).load(course_id, self.desk.scope(by, "course", "update"))
            fresh = course.next_draft(self.desk.ids.new("course"), by.person_id)
            begun = Query(where=where(follows=course_id, state="draft"))
            there = work.of(Course).load_many(self.desk.scope(by, "course"), begun)
            if there:
                return there[0]
            work.of(Course).add(fresh, scope)
            work.record("course.revised", fresh.id, {"follows": course_id})
        return fresh

    def retire(self, course_id: str, by: Actor) -> Course:
        """Learners find it no more; who completed it keeps that. Raises Conflict when it is."""
        scope = self.desk.scope(by, "course", "delete")
        with self.desk.store.begin(by) as work:
            before = work.of(Course).load(course_id, scope)
            after = before.retired()
            work.of(Course).save(after, scope, expected=before.version)
            work.record("course.retired", course_id, {"edition": before.edition})
        return after

    def text(self, course_id: str, by: Actor) -> Course:
        """A course with the answers of its quiz, for those who may edit or approve courses."""
        action = "update" if may(self.desk, by, "course", "update") else "approve"
        scope = self.desk.scope(by, "course", action)
        with self.desk.store.read(by) as work:
            work.of(Course).load(course_id, self.desk.scope(by, "course"))
            return work.of(Course).load(course_id, scope)

    def _linked(
        self, work: UnitOfWork, by: Actor, course: Course, *, published: bool = False
    ) -> None:
        """Raises Invalid for links to what is not there, or that learners would not see."""
        known = {one.id for one in work.of(Competency).load_many(self.desk.scope(by, "competency"))}
        _there("competencies", set(course.competencies), known)
        for kind, resource, ids in (
            (Asset, "asset", {one.asset_id for one in course.lessons if one.asset_id}),
            (Scenario, "scenario", {one.scenario_id for one in course.lessons if one.scenario_id}),
        ):
            state = {"state": "published"} if published else {}
            query = Query(where=where(id=tuple(sorted(ids)), **state), columns=("id",))
            rows = work.of(kind).rows(self.desk.scope(by, resource), query) if ids else []
            _there("lessons", ids, {row["id"] for row in rows})


def _same(course: Course, seen: int | None) -> None:
    if seen is not None and course.version != seen:
        raise Stale(
            f"{course.title} was changed by somebody else",
            culprit=course.id,
            remedy="load it again and repeat your change",
        )


def _there(culprit: str, wanted: Collection[str], found: Collection[str]) -> None:
    missing = sorted(set(wanted) - set(found))
    if missing:
        raise Invalid(
            f"{missing[0]} is not there, or not published",
            culprit=culprit,
            remedy="choose one that is",
        )
