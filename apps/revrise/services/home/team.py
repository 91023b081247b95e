"""Other people's work: for managers, coaches and enablement."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from attrs import frozen

from revrise.core.deals.deal import Deal
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Column, IsNull
from revrise.core.people.person import Person
from revrise.ports.query import Measure, Query
from revrise.ports.storage import View
from revrise.services.assignments.showing import Assignments
from revrise.services.coaching.meeting_page import MeetingPages
from revrise.services.coaching.progress import ListedPlan, PlanPages
from revrise.services.coaching.queue import ReviewQueues
from revrise.services.content.review import ContentReview
from revrise.services.content.service import Content
from revrise.services.desk import Desk
from revrise.services.home.mine import level
from revrise.services.home.views import Coaching, Enabling, Level, Member, Team, ToApprove
from revrise.services.learning.course_review import CourseReview
from revrise.services.learning.page import LearningPages
from revrise.services.naming import names
from revrise.services.pipeline.board import Board
from revrise.services.pipeline.sums import sums
from revrise.services.reach import may

_SOMEBODY = "somebody else"
_WEEK = timedelta(days=7)
_SHOWN = 8


@frozen
class Others:
    """Reads it; a part is None for who may not act on it."""

    desk: Desk
    board: Board
    plans: PlanPages
    learning: LearningPages
    queues: ReviewQueues
    meetings: MeetingPages

    def team(self, by: Actor) -> Team | None:
        """The deals and people somebody answers for."""
        if not self._for_others(by, "deal", "advance", "owner_id"):
            return None
        board = self.board.view(by, cards=0)
        now = self.desk.clock.now()
        week = self.meetings.planned(by, now - _WEEK / 7, now + _WEEK)
        return Team(board, self._members(by), week.rows, week.names)

    def coaching(self, by: Actor) -> Coaching | None:
        """What to review first, and which plans lag."""
        if not self._for_others(by, "assessment", "score", "person_id"):
            return None
        plans = [one for one in self.plans.all(by) if one.row["person_id"] != by.person_id]
        running = [one for one in plans if one.row["state"] == "accepted"]
        off = tuple(one for one in running if one.progress.state == "off_track")
        given = tuple(Assignments(self.desk).mine(by))
        return Coaching(self.queues.show(by, limit=_SHOWN), off, len(running), given)

    def enabling(self, by: Actor) -> Enabling | None:
        """What waits for approval, and how programmes go."""
        if not may(self.desk, by, "asset_version", "approve"):
            return None
        groups = [one for one in self.learning.overview(by).groups if one.enrolled]
        groups.sort(key=lambda one: (-one.late, one.course.title))
        return Enabling(self._waiting(by), tuple(groups))

    def _for_others(self, by: Actor, resource: str, action: str, whose: str) -> bool:
        row = {whose: _SOMEBODY, "team_id": by.team_id}
        return by.team_id is not None and may(self.desk, by, resource, action, row)

    def _members(self, by: Actor) -> tuple[Member, ...]:
        still_open = IsNull(Column("outcome"))
        measures = (Measure("open"), Measure("value", "sum", "value"))
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "deal")
            groups = work.of(Deal).group(
                scope, ["owner_id", "value_currency"], measures, Query(where=still_open)
            )
            called = names(self.desk, work, by, Person, "person")
        home = self.board.currency(by)
        owners = sorted({row["owner_id"] for row in groups if row["owner_id"]} - {by.person_id})
        levels = level(self.desk, by, owners)
        plans = self._plan_states(by)
        found = [_member(owner, called, groups, home, levels, plans) for owner in owners]
        found.sort(key=lambda one: (one.plan != "off_track", one.level.mean or 9, one.name))
        return tuple(found)

    def _plan_states(self, by: Actor) -> Mapping[str, str]:
        try:
            found: Sequence[ListedPlan] = self.plans.all(by)
        except Refused:
            return {}
        return {
            one.row["person_id"]: one.progress.state
            for one in reversed(found)
            if one.row["state"] == "accepted"
        }

    def _waiting(self, by: Actor) -> tuple[ToApprove, ...]:
        assets = [
            ToApprove(
                f"/content/{one.asset['id']}?version={one.edition['number']}",
                str(one.asset["title"]),
                one.edition["number"],
                one.author,
                one.since,
                not one.mine,
            )
            for one in ContentReview(self.desk, Content(self.desk)).inbox(by)
        ]
        able = may(self.desk, by, "course", "approve")
        courses = [
            ToApprove(
                f"/learning/{one.course.id}/edit",
                one.course.title,
                str(one.course.edition),
                one.author,
                one.since,
                not one.mine,
            )
            for one in (CourseReview(self.desk).inbox(by) if able else ())
        ]
        return tuple(sorted((*assets, *courses), key=lambda one: one.since))


def _member(
    owner: str,
    called: Mapping[str, str],
    groups: Sequence[View],
    home: str,
    levels: Mapping[str, Level],
    plans: Mapping[str, str],
) -> Member:
    rows = [row for row in groups if row["owner_id"] == owner]
    values = sums(rows, home)
    return Member(
        owner,
        called.get(owner, owner),
        sum(row["open"] for row in rows),
        values[0] if values else None,
        0,
        levels.get(owner, Level(None, 0)),
        plans.get(owner),
    )
