"""A course as its authors have it before them: what may be linked, what may be done."""

from collections.abc import Sequence
from typing import Any

from attrs import frozen

from revrise.core.content.approval import ApprovalRule
from revrise.core.content.asset import Asset
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.learning.course import Course
from revrise.core.people.competency import Competency
from revrise.core.roleplay.scenario import Scenario
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.authoring import Authoring
from revrise.services.content_review import COURSE, approval_rule
from revrise.services.desk import Desk
from revrise.services.reach import may


@frozen
class CourseDesk:
    """`course` is None before there is one; assets and scenarios are the published ones.

    `needed` approvals are wanted before it is published; `asked` for the reader's.
    """

    course: Course | None
    competencies: Sequence[Competency]
    assets: Sequence[View]
    scenarios: Sequence[View]
    needed: int = 0
    asked: bool = False


@frozen
class CourseDesks:
    """The use case."""

    desk: Desk
    authoring: Authoring

    def blank(self, by: Actor) -> CourseDesk:
        """For a new course. Raises Refused for who may not make one."""
        self.desk.scope(by, "course", "create")
        return self._laid(None, by)

    def of(self, course_id: str, by: Actor) -> CourseDesk:
        """For one that is there. Raises Refused, or NotFound when missing."""
        return self._laid(self.authoring.text(course_id, by), by)

    def _laid(self, course: Course | None, by: Actor) -> CourseDesk:
        with self.desk.store.read(by) as work:
            competencies = work.of(Competency).load_many(self.desk.scope(by, "competency"))
            assets = self._published(work, by, Asset, "asset")
            scenarios = self._published(work, by, Scenario, "scenario")
            rule = approval_rule(work, COURSE)
        asked = course is not None and self._asked(course, rule, by)
        return CourseDesk(course, competencies, assets, scenarios, rule.needed, asked)

    def _asked(self, course: Course, rule: ApprovalRule, by: Actor) -> bool:
        out = {*course.authors, *course.approved_by}
        able = course.state == "draft" and may(self.desk, by, "course", "approve")
        return able and by.person_id not in out and rule.asks(by.person_id, by.roles)

    def _published(
        self, work: UnitOfWork, by: Actor, kind: type[Any], resource: str
    ) -> Sequence[View]:
        query = Query(where(state="published"), (("title", False),), columns=("id", "title"))
        return work.of(kind).rows(self.desk.scope(by, resource), query)
