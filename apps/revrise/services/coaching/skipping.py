"""Passing over a call of the review queue with a reason: it does not come back to that coach."""

from datetime import datetime, timedelta
from typing import Final

from attrs import frozen

from revrise.core.coaching.review_skip import REASONS, ReviewSkip, skip_id, told
from revrise.core.conversations.call import Call
from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Column, Compare, Const, where
from revrise.core.people.person import Person
from revrise.ports.query import Measure, Query
from revrise.services.desk import Desk
from revrise.services.naming import names

COUNTED: Final = timedelta(days=30)
_LISTED: Final = 50


@frozen
class SkipCall:
    """Which call, why (one of REASONS), and what else is to be said of it."""

    call_id: str
    reason: str
    note: str = ""


@frozen
class Skipped:
    """A call that was passed over, by whom and why; `mine` may be taken back by the reader."""

    call_id: str
    title: str
    person: str
    coach: str
    at: datetime
    reason: str
    note: str
    mine: bool


@frozen
class Skips:
    """How often each reason was given in the last 30 days, in reach; and the newest 50 of them."""

    counts: dict[str, int]
    rows: tuple[Skipped, ...]


@frozen
class Skipping:
    """The use cases."""

    desk: Desk

    def skip(self, command: SkipCall, by: Actor) -> ReviewSkip:
        """Keeps a call out of the actor's queue from now on.

        Raises NotFound for a hidden call, Refused for one they may not review, Invalid for a
        strange reason or `other` without a note, Conflict for one they skipped before.
        """
        scope = self.desk.scope(by, "review_skip", "create")
        note = told(command.reason, command.note)
        with self.desk.store.begin(by) as work:
            call = work.of(Call).load(command.call_id, self.desk.scope(by, "call"))
            if call.owner_id == by.person_id:
                raise Refused("nobody reviews their own calls", remedy="it is not in your queue")
            made = ReviewSkip(
                skip_id(call.id, by.person_id), call.id, call.owner_id, call.team_id, by.person_id,
                self.desk.clock.now(), command.reason, note,
            )  # fmt: skip
            mine = Query(where=where(id=made.id))
            if work.of(ReviewSkip).count(self.desk.scope(by, "review_skip"), mine):
                raise Conflict(
                    "you skipped this call before", culprit=call.id, remedy="take it back first"
                )
            work.of(ReviewSkip).add(made, scope)
            work.record("call.review_skipped", call.id, {"reason": made.reason})
        return made

    def take_back(self, call_id: str, by: Actor) -> None:
        """The call may come back to the actor's queue. Raises NotFound where they skipped none."""
        scope = self.desk.scope(by, "review_skip", "delete")
        with self.desk.store.begin(by) as work:
            try:
                work.of(ReviewSkip).remove(skip_id(call_id, by.person_id), scope)
            except NotFound:  # names what was asked for, not what it would be called
                raise NotFound(f"no review_skip {call_id}") from None
            work.record("call.review_taken_back", call_id)

    def show(self, by: Actor) -> Skips:
        """Of oneself; of everybody in reach for who answers for them."""
        since = Compare(">=", Column("at"), Const(self.desk.clock.now() - COUNTED))
        scope = self.desk.scope(by, "review_skip")
        with self.desk.store.read(by) as work:
            skips = work.of(ReviewSkip)
            groups = skips.group(scope, ("reason",), (Measure("count"),), Query(where=since))
            newest = Query(where=since, order=(("at", True),), limit=_LISTED)
            found = list(skips.load_many(scope, newest))
            calls = Query(
                where=where(id=tuple(one.call_id for one in found)), columns=("id", "title")
            )
            rows = work.of(Call).rows(self.desk.scope(by, "call"), calls)
            titles = {row["id"]: row["title"] or row["id"] for row in rows}
            people = names(self.desk, work, by, Person, "person")
        counts = {row["reason"]: row["count"] for row in groups}
        return Skips(
            {name: counts[name] for name in REASONS if name in counts},
            tuple(_row(one, titles, people, by) for one in found if one.call_id in titles),
        )


def _row(one: ReviewSkip, titles: dict[str, str], people: dict[str, str], by: Actor) -> Skipped:
    return Skipped(
        one.call_id,
        titles[one.call_id],
        people.get(one.owner_id, one.owner_id),
        people.get(one.coach_id, one.coach_id),
        one.at,
        one.reason,
        one.note,
        one.coach_id == by.person_id,
    )
