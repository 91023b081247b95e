"""A course as its authors have it before them: what may be linked, what may be done."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from revrise.core.content.approval import COURSE, ApprovalRule
from revrise.core.content.asset import Asset
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.learning.course import Course
from revrise.core.people.competency import Competency
from revrise.core.people.person import Person
from revrise.core.roleplay.scenario import Scenario
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.content.review import approval_rule
from revrise.services.desk import Desk
from revrise.services.learning.authoring import Authoring
from revrise.services.notifications.audience import Audience
from revrise.services.pipeline.lookup import Lookup
from revrise.services.reach import may


@frozen
class SentBack:
    """Who did not approve the draft as it is, when and why; `who` is empty out of sight."""

    who: str
    at: datetime
    comment: str


@frozen
class CourseDesk:
    """`course` is None before there is one; assets and scenarios are the published ones.

    `needed` approvals are wanted before it is published; `asked` for the reader's. `approvers` are
    names of others who could give one, as far as the reader sees people; `may_rule` says whether
    they may change how many are wanted. `returned`: it was sent back, and not submitted since.
    """

    course: Course | None
    competencies: Sequence[Competency]
    assets: Sequence[View]
    scenarios: Sequence[View]
    needed: int = 0
    asked: bool = False
    approvers: Sequence[str] = ()
    may_rule: bool = False
    returned: SentBack | None = None


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
            others = self._others(work, course, rule, by) if course is not None else ()
            returned = self._returned(work, course, by) if course is not None else None
        ruling = may(self.desk, by, "approval_rule", "update")
        links = (competencies, assets, scenarios)
        return CourseDesk(course, *links, rule.needed, asked, others, ruling, returned)

    def _others(
        self, work: UnitOfWork, course: Course, rule: ApprovalRule, by: Actor
    ) -> Sequence[str]:
        """Who else could approve a draft that still wants approvals, by name."""
        if course.state != "draft" or len(course.approved_by) >= rule.needed:
            return ()
        audience = Audience.read(self.desk, work, by.tenant_id)
        out = {*course.authors, *course.approved_by, by.person_id}
        able = [one for one in audience.all_who_may("course", "approve") if one not in out]
        known = ((one, audience.actor(one)) for one in able)
        asked = [one for one, actor in known if actor and rule.asks(one, actor.roles)]
        return sorted(Lookup(self.desk, work, by).names(Person, "person", asked).values())

    def _returned(self, work: UnitOfWork, course: Course, by: Actor) -> SentBack | None:
        last = course.reviews[-1] if course.reviews else None
        if last is None or last.verdict != "return":
            return None
        names = Lookup(self.desk, work, by).names(Person, "person", [last.by])
        return SentBack(names.get(last.by, ""), last.at, last.comment)

    def _asked(self, course: Course, rule: ApprovalRule, by: Actor) -> bool:
        out = {*course.authors, *course.approved_by}
        able = course.state == "draft" and may(self.desk, by, "course", "approve")
        return able and by.person_id not in out and rule.asks(by.person_id, by.roles)

    def _published(
        self, work: UnitOfWork, by: Actor, kind: type[Any], resource: str
    ) -> Sequence[View]:
        query = Query(where(state="published"), (("title", False),), columns=("id", "title"))
        return work.of(kind).rows(self.desk.scope(by, resource), query)
