"""Coaching plans: proposed from a gap, accepted by the rep, done action by action."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from attrs import frozen

from revrise.core.coaching.plan import Action, Plan
from revrise.core.coaching.wording import HALF_WAY, heard
from revrise.core.errors import Conflict, NotFound, Refused
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.redaction.found import HIDDEN
from revrise.core.governance.rule import where
from revrise.core.learning.course import Course
from revrise.core.learning.enrolment import Enrolment
from revrise.core.people.person import Person
from revrise.core.roleplay.scenario import Scenario
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.coaching.gaps import Gaps, GapView, Quote
from revrise.services.desk import Desk

_HALF = 2


@frozen
class ProposePlan:
    """For whom, on which competency (None: the widest gap), for how many weeks."""

    person_id: str
    competency_id: str | None = None
    weeks: int = 8


@frozen
class AdjustPlan:
    """What a plan becomes. `version` is the one that was read: another one is a Conflict."""

    plan_id: str
    version: int
    target: float
    due_at: datetime
    actions: tuple[Action, ...]


@frozen
class Plans:
    """Use cases around plans."""

    desk: Desk
    gaps: Gaps

    def propose(self, command: ProposePlan, by: Actor) -> Plan:
        """A plan against a gap: a course not yet taken, a practice, a call to hear, a 1:1 half-way.

        Raises NotFound for a hidden person, Refused when there is no gap to close, Conflict when
        a plan on it is open already.
        """
        scope, now = self.desk.scope(by, "plan", "create"), self.desk.clock.now()
        view = self._gap(command, by)
        found = view.gap
        with self.desk.store.begin(by) as work:
            people = self.desk.scope(by, "person")
            query = Query(where=where(id=command.person_id))
            rows = work.of(Person).rows(people, query)
            self._only(work, by, view)
            due = now + timedelta(weeks=command.weeks)
            plan = Plan(
                id=self.desk.ids.new("plan"),
                person_id=command.person_id,
                team_id=rows[0]["team_id"] if rows else None,
                coach_id=by.person_id,
                competency_id=found.competency_id,
                baseline=found.current or 0.0,
                target=found.target,
                actions=self._actions(work, by, view, now, due),
                created_at=now,
                due_at=due,
            )
            work.of(Plan).add(plan, scope)
            work.emit(_event("plan.proposed", plan, now, by))
            work.record("plan.proposed", plan.id, {"competency": plan.competency_id})
        return plan

    def list(self, by: Actor) -> Sequence[View]:
        """The plans the actor may see, newest first."""
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "plan")
            return work.of(Plan).rows(scope, Query(order=(("created_at", True),)))

    def accept(self, plan_id: str, by: Actor) -> Plan:
        """The rep accepts. Raises Refused for anybody else."""
        scope = self.desk.scope(by, "plan", "accept")
        with self.desk.store.begin(by) as work:
            before = work.of(Plan).load(plan_id, scope)
            after = before.accept(by.person_id)
            work.of(Plan).save(after, scope, expected=before.version)
            work.emit(_event("plan.accepted", after, self.desk.clock.now(), by))
            work.record("plan.accepted", plan_id)
        return after

    def finish(self, plan_id: str, subject_id: str, by: Actor) -> Plan:
        """One action done; with the last one an accepted plan completes."""
        scope, now = self.desk.scope(by, "plan", "update"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            before = work.of(Plan).load(plan_id, scope)
            after = before.finish_action(subject_id, now)
            events: tuple[Event, ...] = ()
            if after.state == "accepted" and all(action.done_at for action in after.actions):
                after, events = after.complete(now)
            if after is not before:
                work.of(Plan).save(after, scope, expected=before.version)
                work.emit(*events)
                work.record("plan.action_done", plan_id, {"action": subject_id})
        return after

    def adjust(self, command: AdjustPlan, by: Actor) -> Plan:
        """Changes target, end and actions. Raises Conflict when somebody changed it meanwhile."""
        scope = self.desk.scope(by, "plan", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(Plan).load(command.plan_id, scope)
            if before.version != command.version:
                raise Conflict(
                    "somebody changed the plan meanwhile",
                    culprit=before.id,
                    remedy="look at both versions and decide",
                )
            after = before.adjust(command.target, command.due_at, command.actions)
            work.of(Plan).save(after, scope, expected=before.version)
            work.record("plan.adjusted", after.id, {"target": after.target})
        return after

    def complete(self, plan_id: str, by: Actor) -> Plan:
        """Completes an accepted plan. Raises Refused while actions are open."""
        scope = self.desk.scope(by, "plan", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(Plan).load(plan_id, scope)
            after, events = before.complete(self.desk.clock.now())
            work.of(Plan).save(after, scope, expected=before.version)
            work.emit(*events)
            work.record("plan.completed", plan_id)
        return after

    def close(self, plan_id: str, reason: str, by: Actor) -> Plan:
        """Ends a plan without completion."""
        scope = self.desk.scope(by, "plan", "update")
        with self.desk.store.begin(by) as work:
            before = work.of(Plan).load(plan_id, scope)
            after = before.close(reason)
            work.of(Plan).save(after, scope, expected=before.version)
            work.record("plan.closed", plan_id)
        return after

    def _gap(self, command: ProposePlan, by: Actor) -> GapView:
        known = self.gaps.widest(by, person_id=command.person_id, limit=100)
        wanted = [view for view in known if command.competency_id in (None, view.gap.competency_id)]
        if wanted:
            return wanted[0]
        if not self.gaps.all(by, where(person_id=command.person_id)):
            raise NotFound(f"nothing is known about {command.person_id}")
        raise Refused(
            f"{command.person_id} has no known gap"
            + (f" in {command.competency_id}" if command.competency_id else ""),
            remedy="see `revrise coach gaps`",
        )

    def _only(self, work: UnitOfWork, by: Actor, view: GapView) -> None:
        """Two plans on one thing at one time would each claim the other's progress."""
        same = where(
            person_id=view.gap.person_id,
            competency_id=view.gap.competency_id,
            state=("proposed", "accepted"),
        )
        query = Query(where=same, columns=("id",))
        rows = work.of(Plan).rows(self.desk.scope(by, "plan"), query)
        if rows:
            raise Conflict(
                f"{view.person} has a plan on {view.competency} already",
                culprit=rows[0]["id"],
                remedy="complete or close it first",
            )

    def _actions(
        self, work: UnitOfWork, by: Actor, view: GapView, now: datetime, due: datetime
    ) -> tuple[Action, ...]:
        competency, middle = view.gap.competency_id, now + (due - now) / _HALF
        language = self._language(work, by, view.gap.person_id)
        taken = self._taken(work, by, view.gap.person_id)
        courses = work.of(Course).load_many(self.desk.scope(by, "course"))
        fitting = [
            one
            for one in courses
            if one.open and competency in one.competencies and one.id not in taken
        ]
        query = Query(where=where(competency_id=competency))
        scenarios = work.of(Scenario).load_many(self.desk.scope(by, "scenario"), query)
        actions = [
            Action(kind, thing.id, thing.title, at)
            for kind, options, at in (("course", fitting, middle), ("scenario", scenarios, due))
            if (thing := _in(options, language)) is not None
        ]
        heard = [
            Action("listening", quote.call_id, _heard(quote), middle) for quote in view.quotes[:1]
        ]
        return (*actions, *heard, Action("one_on_one", "one-on-one", HALF_WAY.en, middle))

    def _language(self, work: UnitOfWork, by: Actor, person_id: str) -> str:
        query = Query(where=where(id=person_id))
        rows = work.of(Person).rows(self.desk.scope(by, "person"), query)
        return str(rows[0]["locale"]) if rows else ""

    def _taken(self, work: UnitOfWork, by: Actor, person_id: str) -> set[str]:
        """The courses the person completed; none where the actor may not know."""
        query = Query(
            where=where(person_id=person_id, state="completed"), columns=("id", "course_id")
        )
        try:
            rows = work.of(Enrolment).rows(self.desk.scope(by, "enrolment"), query)
        except Refused:
            return set()
        return {row["course_id"] for row in rows}


def _heard(quote: Quote) -> str:
    """What to listen to: the call by its title, or by its day where part of that is hidden."""
    return heard("" if HIDDEN in quote.call else quote.call, quote.at)


def _event(name: str, plan: Plan, at: datetime, by: Actor) -> Event:
    about = {"person": plan.person_id, "coach": plan.coach_id, "competency": plan.competency_id}
    return Event(name, plan.id, at, by.person_id, about)


def _in(things: Sequence[Course] | Sequence[Scenario], language: str) -> Course | Scenario | None:
    """The first in the person's language: what they cannot read helps nobody. Any, if unknown."""
    same = [one for one in things if language in ("", one.language)]
    return next(iter(same), None)
