"""What a date brings about: reminders before plans and courses are due, content that expires."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from attrs import evolve, frozen

from revrise.core.coaching.plan import Plan
from revrise.core.content.asset import Asset, AssetVersion
from revrise.core.events import Event
from revrise.core.governance.actor import SYSTEM, system_actor
from revrise.core.governance.rule import All, Column, Compare, Const, Rule, where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.learning.course import Course
from revrise.core.learning.enrolment import Enrolment
from revrise.core.scoring.assignment import BlindAssignment
from revrise.ports.jobs import JobContext
from revrise.ports.query import Query
from revrise.ports.storage import LASTING, UnitOfWork
from revrise.services.assignments.news import news
from revrise.services.desk import Desk

REMIND, EXPIRE = "reminders.send", "content.expire"
_REASON = "remind people of what is due, expire content"
_AHEAD, _EXPIRY_AHEAD = timedelta(days=3), timedelta(days=14)


@frozen
class Reminders:
    """The tasks; each may run as often as it likes."""

    desk: Desk
    tenant_id: str

    def remind(self, _: JobContext, __: Mapping[str, Any]) -> Mapping[str, Any]:
        """Emits `plan.due`, `course.due`, `asset.expiring`, `review.due` once for each day near."""
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            due = [*self._plans(work), *self._courses(work), *self._content(work),
                   *self._reviews(work)]  # fmt: skip
            new = [one for one in due if work.recall(_key(one), one.subject) is None]
            for one in new:
                work.remember(_key(one), one.subject, {})
            if new:
                work.emit(*(evolve(one, id="") for one in new))
                work.record("reminders.sent", self.tenant_id, {"reminders": len(new)})
        return {"reminders": len(new)}

    def expire(self, _: JobContext, __: Mapping[str, Any]) -> Mapping[str, Any]:
        """Published content whose time is over expires, with its published version."""
        past = Compare("<=", Column("expires_at"), Const(self.desk.clock.now()))
        over = Query(where=All((where(state="published"), past)))
        with self.desk.store.begin(system_actor(self.tenant_id)) as work:
            found = work.of(Asset).load_many(self._scope("asset"), over)
            for asset in found:
                self._expire(work, asset)
            if found:
                work.record("content.expired", self.tenant_id, {"assets": len(found)})
        return {"expired": len(found)}

    def _expire(self, work: UnitOfWork, asset: Asset) -> None:
        shown = where(asset_id=asset.id, state="published")
        editions = self._scope("asset_version", "update")
        for edition in work.of(AssetVersion).load_many(editions, Query(where=shown)):
            work.of(AssetVersion).save(edition.expire(), editions, expected=edition.version)
        after = evolve(asset, state="expired", version=asset.version + 1)
        work.of(Asset).save(after, self._scope("asset", "update"), expected=asset.version)
        now = self.desk.clock.now()
        work.emit(Event("asset.expired", asset.id, now, SYSTEM, {"owner": asset.owner_id}))

    def _plans(self, work: UnitOfWork) -> Iterator[Event]:
        query = Query(where=All((where(state="accepted"), self._soon())))
        for plan in work.of(Plan).load_many(self._scope("plan"), query):
            left = sum(action.done_at is None for action in plan.actions)
            data = {"person": plan.person_id, "coach": plan.coach_id, "open": left}
            yield self._due("plan.due", plan.id, plan.due_at.isoformat(), data)

    def _courses(self, work: UnitOfWork) -> Iterator[Event]:
        open_ones = where(state=("enrolled", "in_progress"))
        query = Query(where=All((open_ones, self._soon())))
        retired = Query(where(state="retired"), columns=("id",))
        gone = {row["id"] for row in work.of(Course).rows(self._scope("course"), retired)}
        for one in work.of(Enrolment).load_many(self._scope("enrolment"), query):
            if one.course_id in gone:
                continue
            data = {"person": one.person_id, "course": one.course_id}
            yield self._due("course.due", one.id, str(one.due_at), data)

    def _content(self, work: UnitOfWork) -> Iterator[Event]:
        shown = All((where(state="published"), self._soon("expires_at", _EXPIRY_AHEAD)))
        for one in work.of(Asset).load_many(self._scope("asset"), Query(shown)):
            yield self._due("asset.expiring", one.id, str(one.expires_at), {"person": one.owner_id})

    def _reviews(self, work: UnitOfWork) -> Iterator[Event]:
        """Those due by the end of tomorrow: this runs once a day, and a day is not 24 hours off."""
        now = self.desk.clock.now()
        ahead = now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=2) - now
        query = Query(where=All((where(state="running"), self._soon("due", ahead))))
        for one in work.of(BlindAssignment).load_many(self._scope("blind_assignment"), query):
            told = news("review.due", one, now, SYSTEM)
            yield evolve(told, id=f"review.due/{one.id}/{one.due.isoformat()}")

    def _soon(self, column: str = "due_at", ahead: timedelta = _AHEAD) -> Rule:
        now = self.desk.clock.now()
        return All(
            (
                Compare(">", Column(column), Const(now)),
                Compare("<=", Column(column), Const(now + ahead)),
            )
        )

    def _due(self, name: str, subject: str, day: str, data: Mapping[str, Any]) -> Event:
        """Its id says which reminder it is, until the outbox gives it one of its own."""
        return Event(name, subject, self.desk.clock.now(), SYSTEM, data, id=f"{name}/{day}")

    def _scope(self, resource: str, action: str = "read") -> Scope:
        return system_scope(self.tenant_id, resource, action, _REASON)


def _key(event: Event) -> str:
    return f"{LASTING}remind/{event.subject}/{event.id}"
