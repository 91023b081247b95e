"""1:1s: planned from a coaching plan and the promises still open, held with notes."""

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.coaching.one_on_one import OneOnOne, Promise
from revrise.core.coaching.plan import Plan
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk


@frozen
class HoldOneOnOne:
    """What was said and promised; `private_notes` are for the coach alone."""

    one_on_one_id: str
    shared_notes: str
    promises: tuple[str, ...] = ()
    private_notes: str = ""


@frozen
class Meetings:
    """Use cases around 1:1s."""

    desk: Desk

    def plan(self, plan_id: str, at: datetime, by: Actor) -> OneOnOne:
        """A 1:1 about a coaching plan; promises not kept last time come first."""
        with self.desk.store.begin(by) as work:
            plan = work.of(Plan).load(plan_id, self.desk.scope(by, "plan"))
            carried = self._carried_over(work, by, plan.person_id)
            left = [action.title for action in plan.actions if action.done_at is None]
            promised = [f"promised: {promise.text}" for promise in carried]
            progress = f"{plan.competency_id}: {plan.baseline} → {plan.target}"
            meeting = OneOnOne(
                self.desk.ids.new("oo"),
                plan.person_id,
                plan.team_id,
                by.person_id,
                at,
                (*promised, progress, *left),
                carried,
            )
            work.of(OneOnOne).add(meeting, self.desk.scope(by, "one_on_one", "create"))
            work.record("one_on_one.planned", meeting.id)
        return meeting

    def hold(self, command: HoldOneOnOne, by: Actor) -> OneOnOne:
        """Held. Raises NotFound when hidden, Conflict when it was held already."""
        scope = self.desk.scope(by, "one_on_one", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(OneOnOne).load(command.one_on_one_id, scope)
            promises = tuple(Promise(text, before.person_id) for text in command.promises)
            after = before.hold(command.shared_notes, promises, command.private_notes)
            work.of(OneOnOne).save(after, scope, expected=before.version)
            work.record("one_on_one.held", after.id, {"promises": len(promises)})
        return after

    def list(self, by: Actor) -> Sequence[View]:
        """The 1:1s the actor may see, newest first; private notes only for their coach."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "one_on_one")
            return work.of(OneOnOne).rows(scope, Query(order=(("at", True),)))

    def _carried_over(self, work: UnitOfWork, by: Actor, person_id: str) -> tuple[Promise, ...]:
        scope = self.desk.scope(by, "one_on_one", "update")
        query = Query(
            where=where(person_id=person_id, state="held"), order=(("at", True),), limit=1
        )
        last = work.of(OneOnOne).load_many(scope, query)
        return last[0].carried_over() if last else ()
