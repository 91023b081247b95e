"""Coaching plans: proposed from a gap, accepted by the rep, done action by action."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from attrs import frozen

from revrise.core.coaching.gap import Gap
from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import Action, Plan
from revrise.core.errors import NotFound, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import All, where
from revrise.core.learning.course import Course
from revrise.core.people.person import Person
from revrise.core.roleplay.scenario import Scenario
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.coaching.gaps import Gaps
from revrise.services.desk import Desk

_HALF = 2


@frozen
class ProposePlan:
    """For whom, on which competency (None: the widest gap), for how many weeks."""

    person_id: str
    competency_id: str | None = None
    weeks: int = 8


@frozen
class Plans:
    """Use cases around plans and 1:1s."""

    desk: Desk
    gaps: Gaps

    def propose(self, command: ProposePlan, by: Actor) -> Plan:
        """A plan against a gap: a course, a practice and a 1:1 half-way.

        Raises NotFound for a hidden person, Refused when there is no gap to close.
        """
        scope, now = self.desk.scope(by, "plan", "create"), self.desk.clock.now()
        found = self._gap(command, by)
        with self.desk.store.begin(by) as work:
            people = self.desk.scope(by, "person")
            query = Query(where=where(id=command.person_id))
            rows = work.of(Person).rows(people, query)
            due = now + timedelta(weeks=command.weeks)
            plan = Plan(
                id=self.desk.ids.new("plan"),
                person_id=command.person_id,
                team_id=rows[0]["team_id"] if rows else None,
                coach_id=by.person_id,
                competency_id=found.competency_id,
                baseline=found.current or 0.0,
                target=found.target,
                actions=self._actions(work, by, found, now, due, rows[0]["locale"] if rows else ""),
                created_at=now,
                due_at=due,
            )
            work.of(Plan).add(plan, scope)
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
            work.record("plan.accepted", plan_id)
        return after

    def finish(self, plan_id: str, subject_id: str, by: Actor) -> Plan:
        """One action done; with the last one the plan completes."""
        scope, now = self.desk.scope(by, "plan", "update"), self.desk.clock.now()
        with self.desk.store.begin(by) as work:
            before = work.of(Plan).load(plan_id, scope)
            after = before.finish_action(subject_id, now)
            if after is not before:
                work.of(Plan).save(after, scope, expected=before.version)
                work.record("plan.action_done", plan_id, {"action": subject_id})
        return after

    def meet(self, plan_id: str, at: datetime, by: Actor) -> OneOnOne:
        """A 1:1 about a plan, its agenda made from the plan."""
        with self.desk.store.begin(by) as work:
            plan = work.of(Plan).load(plan_id, self.desk.scope(by, "plan"))
            left = [action.title for action in plan.actions if action.done_at is None]
            meeting = OneOnOne(
                self.desk.ids.new("oo"),
                plan.person_id,
                plan.team_id,
                by.person_id,
                at,
                (f"{plan.competency_id}: {plan.baseline} → {plan.target}", *left),
            )
            work.of(OneOnOne).add(meeting, self.desk.scope(by, "one_on_one", "create"))
            work.record("one_on_one.planned", meeting.id)
        return meeting

    def _gap(self, command: ProposePlan, by: Actor) -> Gap:
        known = self.gaps.widest(by, person_id=command.person_id, limit=100)
        wanted = [
            view.gap for view in known if command.competency_id in (None, view.gap.competency_id)
        ]
        if wanted:
            return wanted[0]
        if not self.gaps.all(by, where(person_id=command.person_id)):
            raise NotFound(f"nothing is known about {command.person_id}")
        raise Refused(
            f"{command.person_id} has no known gap"
            + (f" in {command.competency_id}" if command.competency_id else ""),
            remedy="see `revrise coach gaps`",
        )

    def _actions(
        self,
        work: UnitOfWork,
        by: Actor,
        found: Gap,
        now: datetime,
        due: datetime,
        language: str,
    ) -> tuple[Action, ...]:
        middle = now + (due - now) / _HALF
        courses = work.of(Course).load_many(self.desk.scope(by, "course"))
        fitting = [one for one in courses if found.competency_id in one.competencies]
        query = Query(where=All((where(competency_id=found.competency_id),)))
        scenarios = work.of(Scenario).load_many(self.desk.scope(by, "scenario"), query)
        actions = [
            Action(kind, thing.id, thing.title, at)
            for kind, options, at in (("course", fitting, middle), ("scenario", scenarios, due))
            if (thing := _in(options, language)) is not None
        ]
        return (*actions, Action("one_on_one", "", "1:1 half-way", middle))


def _in(things: Sequence[Course] | Sequence[Scenario], language: str) -> Course | Scenario | None:
    same = [one for one in things if one.language == language]
    return next(iter([*same, *things]), None)
