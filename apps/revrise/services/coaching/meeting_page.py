"""A 1:1 as one page needs it, and what its agenda could be made of."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen

from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.one_on_one import OneOnOne, Promise
from revrise.core.coaching.plan import Plan
from revrise.core.errors import NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, Column, Compare, Const, Rule, where
from revrise.core.learning.enrolment import Enrolment
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.dispute import Dispute
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.naming import names_of
from revrise.services.reach import may

_NEWEST, _PAGE = 12, 50


@frozen
class Topic:
    """Something to talk about, with its thing and minutes.

    `kind` is promise | dispute | best | comment | plan | action | course.
    """

    kind: str
    about: str
    subject_id: str = ""
    minutes: int = 5


@frozen
class MeetingPage:
    """`row` as the actor may read it: private notes only for the coach. `promises` in order."""

    row: View
    promises: tuple[Promise, ...]
    topics: tuple[Topic, ...]
    names: Mapping[str, str]
    mine: bool
    as_of: datetime


@frozen
class MeetingList:
    """A page of 1:1s, who is in them, and the `cursor` of the next page; None on the last."""

    rows: Sequence[View]
    names: Mapping[str, str]
    cursor: str | None = None


@frozen
class MeetingPages:
    """The use case."""

    desk: Desk

    def show(self, one_on_one_id: str, by: Actor) -> MeetingPage:
        """A 1:1. Raises NotFound when hidden."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "one_on_one")
            rows = work.of(OneOnOne).rows(scope, Query(where=where(id=one_on_one_id)))
            if not rows:
                raise NotFound(f"no one_on_one {one_on_one_id}")
            row = rows[0]
            names = names_of(self.desk, work, by, {row["person_id"], row["coach_id"]})
            topics = self._topics(work, by, row["person_id"])
        mine = row["coach_id"] == by.person_id and may(self.desk, by, "one_on_one", "update")
        return MeetingPage(row, promises_of(row), topics, names, mine, self.desk.clock.now())

    def suggest(self, person_id: str, by: Actor) -> tuple[str, tuple[Topic, ...]]:
        """A person's name, and what a 1:1 with them could be about, what presses first."""
        with self.desk.store.read(by) as work:
            names = names_of(self.desk, work, by, {person_id})
            if person_id not in names:
                raise NotFound(f"no person {person_id}")
            last = self._rows(
                work, by, OneOnOne, "one_on_one", "at", person_id=person_id, state="held"
            )
            promised = [
                Topic("promise", one.text, minutes=2)
                for row in last[:1]
                for one in promises_of(row)
                if not one.kept
            ]
            topics = self._topics(work, by, person_id)
        return names[person_id], (*promised, *topics)

    def newest(self, by: Actor, after: str | None = None, limit: int = _PAGE) -> MeetingList:
        """The newest 1:1s the actor may see, from behind one with the id `after` on."""
        with self.desk.store.read(by) as work:
            query = Query(order=(("at", True),), limit=limit + 1, after=after)
            found = work.of(OneOnOne).rows(self.desk.scope(by, "one_on_one"), query)
            rows = found[:limit]
            people = {row[name] for row in rows for name in ("person_id", "coach_id")}
            names = names_of(self.desk, work, by, people)
        return MeetingList(rows, names, rows[-1]["id"] if len(found) > limit else None)

    def planned(self, by: Actor, since: datetime, until: datetime) -> MeetingList:
        """Those that are planned between two moments, the earliest first; 50 at most."""
        at = Column("at")
        near = (Compare(">=", at, Const(since)), Compare("<=", at, Const(until)))
        query = Query(All((where(state="planned"), *near)), (("at", False),), _PAGE)
        with self.desk.store.read(by) as work:
            rows = work.of(OneOnOne).rows(self.desk.scope(by, "one_on_one"), query)
            people = {row[name] for row in rows for name in ("person_id", "coach_id")}
            return MeetingList(rows, names_of(self.desk, work, by, people))

    def _topics(self, work: UnitOfWork, by: Actor, person_id: str) -> tuple[Topic, ...]:
        return (
            *self._disputes(work, by, person_id),
            *self._best(work, by, person_id),
            *self._comments(work, by, person_id),
            *self._plans(work, by, person_id),
            *self._courses(work, by, person_id),
        )

    def _disputes(self, work: UnitOfWork, by: Actor, person_id: str) -> list[Topic]:
        rows = self._rows(
            work, by, Dispute, "dispute", "raised_at", person_id=person_id, state="open"
        )
        return [Topic("dispute", row["criterion"], row["subject_id"], 8) for row in rows[:2]]

    def _best(self, work: UnitOfWork, by: Actor, person_id: str) -> list[Topic]:
        """The best scored of the newest calls: what went right comes before what did not."""
        rows = self._rows(work, by, Assessment, "assessment", "at", person_id=person_id)
        scored = [row for row in rows if row["score"] is not None]
        best = max(scored, key=lambda row: row["score"], default=None)
        return [Topic("best", f"{best['score']:.1f}", best["subject_id"], 5)] if best else []

    def _comments(self, work: UnitOfWork, by: Actor, person_id: str) -> list[Topic]:
        rows = self._rows(
            work, by, CallComment, "call_comment", "at", owner_id=person_id, shared="rep"
        )
        return [Topic("comment", row["text"][:80], row["call_id"], 5) for row in rows[:1]]

    def _plans(self, work: UnitOfWork, by: Actor, person_id: str) -> list[Topic]:
        rows = self._rows(
            work, by, Plan, "plan", "created_at", person_id=person_id, state="accepted"
        )
        found = [Topic("plan", row["competency_id"], row["id"], 7) for row in rows[:1]]
        open_actions = [
            action for row in rows[:1] for action in row["actions"] or () if not _done(action)
        ]
        titles = [_title(action) for action in open_actions[:1]]
        return [*found, *(Topic("action", title, rows[0]["id"], 5) for title in titles)]

    def _courses(self, work: UnitOfWork, by: Actor, person_id: str) -> list[Topic]:
        rows = self._rows(
            work, by, Enrolment, "enrolment", "enrolled_at", person_id=person_id,
            state=("enrolled", "in_progress"),
        )  # fmt: skip
        return [Topic("course", row["course_id"], row["id"], 3) for row in rows[:1]]

    def _rows(
        self,
        work: UnitOfWork,
        by: Actor,
        kind: type[Any],
        resource: str,
        order: str,
        **equal: Any,
    ) -> Sequence[View]:
        """The newest rows; none where the actor may see none."""
        rule: Rule = where(**equal)
        try:
            scope = self.desk.scope(by, resource)
            return work.of(kind).rows(scope, Query(rule, ((order, True),), _NEWEST))
        except Refused:
            return ()


def promises_of(row: View) -> tuple[Promise, ...]:
    """The promises of a row, whose cells are structured or plain JSON."""
    return tuple(
        one if isinstance(one, Promise) else Promise(one["text"], one["by"], None, one["kept"])
        for one in row.get("promises") or ()
    )


def _done(action: Any) -> bool:
    return bool(action["done_at"] if isinstance(action, Mapping) else action.done_at)


def _title(action: Any) -> str:
    return str(action["title"] if isinstance(action, Mapping) else action.title)
