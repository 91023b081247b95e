"""1:1s: planned from a coaching plan and the promises still open, held with notes."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.coaching.one_on_one import OneOnOne, Promise
from revrise.core.coaching.plan import Action, Plan
from revrise.core.coaching.wording import promised
from revrise.core.errors import Invalid, NotFound, Refused
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.redaction.found import HIDDEN
from revrise.core.governance.rule import where
from revrise.core.ids import derived
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.reach import may

_SHORTEST, _LONGEST = 5, 240


@frozen
class HoldOneOnOne:
    """What was said and promised; `private_notes` are for the coach alone.

    `kept` are the places of the promises carried over that were kept; the others stay open.
    """

    one_on_one_id: str
    shared_notes: str
    promises: tuple[str, ...] = ()
    private_notes: str = ""
    kept: tuple[int, ...] = ()


@frozen
class Arrange:
    """A 1:1 with a person: when, how long, about what. The same `token` arranges it once."""

    person_id: str
    at: datetime
    minutes: int = 30
    agenda: tuple[str, ...] = ()
    token: str = ""


@frozen
class Note:
    """Agenda and notes of a 1:1 before it is held; `version` is the one that was read."""

    one_on_one_id: str
    version: int
    agenda: tuple[str, ...]
    shared_notes: str = ""
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
            left = [_about(action) for action in plan.actions if action.done_at is None]
            kept_open = [promised(promise.text) for promise in carried]
            progress = f"{plan.competency_id}: {plan.baseline} → {plan.target}"
            meeting = OneOnOne(
                self.desk.ids.new("oo"),
                plan.person_id,
                plan.team_id,
                by.person_id,
                at,
                (*kept_open, progress, *left),
                carried,
            )
            work.of(OneOnOne).add(meeting, self.desk.scope(by, "one_on_one", "create"))
            work.record("one_on_one.planned", meeting.id)
        return meeting

    def arrange(self, command: Arrange, by: Actor) -> OneOnOne:
        """A 1:1 with somebody the actor coaches; promises not kept are carried over.

        Raises NotFound for a hidden person, Refused for one the actor does not coach, Invalid
        naming the field.
        """
        scope = self.desk.scope(by, "one_on_one", "create")
        if not _SHORTEST <= command.minutes <= _LONGEST:
            raise Invalid("must be 5 to 240", culprit="minutes")
        made_id = derived("oo", by.person_id, command.person_id, command.token)
        with self.desk.store.begin(by) as work:
            person = work.of(Person).rows(
                self.desk.scope(by, "person"), Query(where=where(id=command.person_id))
            )
            if not person:
                raise NotFound(f"no person {command.person_id}")
            self._coached(by, command.person_id, person[0]["team_id"])
            known = work.of(OneOnOne).load_many(
                self.desk.scope(by, "one_on_one", "update"), Query(where=where(id=made_id))
            )
            if known:
                return known[0]
            meeting = OneOnOne(
                id=made_id if command.token else self.desk.ids.new("oo"),
                person_id=command.person_id,
                team_id=person[0]["team_id"],
                coach_id=by.person_id,
                at=command.at,
                agenda=command.agenda,
                promises=self._carried_over(work, by, command.person_id),
                minutes=command.minutes,
            )
            work.of(OneOnOne).add(meeting, scope)
            work.emit(_planned(meeting, self.desk.clock.now(), by))
            work.record("one_on_one.planned", meeting.id)
        return meeting

    def note(self, command: Note, by: Actor) -> OneOnOne:
        """Changes agenda and notes. Raises Conflict when somebody changed it meanwhile."""
        scope = self.desk.scope(by, "one_on_one", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(OneOnOne).load(command.one_on_one_id, scope)
            after = evolve(
                before,
                agenda=command.agenda,
                shared_notes=command.shared_notes,
                private_notes=command.private_notes,
                version=before.version + 1,
            )
            work.of(OneOnOne).save(after, scope, expected=command.version)
            work.record("one_on_one.noted", after.id)
        return after

    def hold(self, command: HoldOneOnOne, by: Actor) -> OneOnOne:
        """Held. Raises NotFound when hidden, Conflict when it was held already."""
        scope = self.desk.scope(by, "one_on_one", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(OneOnOne).load(command.one_on_one_id, scope).keep(command.kept)
            made = tuple(Promise(text, before.person_id) for text in command.promises)
            promises = (*before.promises, *made)
            after = before.hold(command.shared_notes, promises, command.private_notes)
            work.of(OneOnOne).save(after, scope, expected=before.version)
            work.record("one_on_one.held", after.id, {"promises": len(promises)})
        return after

    def list(self, by: Actor) -> Sequence[View]:
        """The 1:1s the actor may see, newest first; private notes only for their coach."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "one_on_one")
            return work.of(OneOnOne).rows(scope, Query(order=(("at", True),)))

    def _coached(self, by: Actor, person_id: str, team_id: str | None) -> None:
        """Raises Refused for somebody the actor makes no plans with."""
        row = {"id": "", "person_id": person_id, "team_id": team_id, "coach_id": by.person_id}
        if person_id == by.person_id or not may(self.desk, by, "plan", "create", row):
            raise Refused(
                "a 1:1 is arranged by a coach of the person",
                culprit=person_id,
                remedy="ask an admin to put you in charge of their team",
            )

    def _carried_over(self, work: UnitOfWork, by: Actor, person_id: str) -> tuple[Promise, ...]:
        scope = self.desk.scope(by, "one_on_one", "update")
        query = Query(
            where=where(person_id=person_id, state="held"), order=(("at", True),), limit=1
        )
        last = work.of(OneOnOne).load_many(scope, query)
        return last[0].carried_over() if last else ()


def _about(action: Action) -> str:
    """An action as an agenda keeps it: by its day where part of its title is hidden."""
    hidden = HIDDEN in action.title
    return f"{action.kind}, {action.due_at:%Y-%m-%d}" if hidden else action.title


def _planned(meeting: OneOnOne, at: datetime, by: Actor) -> Event:
    data = {"person": meeting.person_id, "coach": meeting.coach_id}
    return Event("one_on_one.planned", meeting.id, at, by.person_id, data)
