"""Home of a person, whatever their roles: the parts the policy opens to them."""

from collections.abc import Mapping
from datetime import UTC, tzinfo

from attrs import evolve, frozen

from revrise.core.errors import Invalid, NotFound
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import where
from revrise.core.home.step_mark import DONE, SNOOZED, STATES, StepMark, mark_id, snoozed_until
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk
from revrise.services.home.mine import MyDay
from revrise.services.home.steps import chosen, waiting
from revrise.services.home.system import Watch
from revrise.services.home.team import Others
from revrise.services.home.views import HomeView, Step
from revrise.services.reach import may


@frozen
class SetAside:
    """A step that is `done`, `open` again, or `snoozed`.

    A snooze lasts until `tomorrow` or `next_week` begins where the person is.
    """

    step_id: str
    state: str = DONE
    until: str = "tomorrow"
    zone: tzinfo = UTC


@frozen
class Home:
    """The use case. Who has several roles sees the parts of each."""

    desk: Desk
    day: MyDay
    others: Others
    watch: Watch

    def show(self, by: Actor) -> HomeView:
        """What waits for the actor now."""
        return chosen(self._read(by), by.person_id, self._marks(by))

    def set_aside(self, command: SetAside, by: Actor) -> Step:
        """Puts one of one's own steps off, says it is done or open again; the last word counts.

        Raises NotFound for what is no step of the actor now, Invalid for another state or time.
        """
        if command.state not in STATES:
            remedy = f"one of {', '.join(STATES)}"
            raise Invalid(f"no state {command.state!r}", culprit="state", remedy=remedy)
        self.desk.scope(by, "step_mark", "create")
        found = [one for one in waiting(self._read(by), by.person_id) if one.id == command.step_id]
        if not found:
            raise NotFound(f"no step {command.step_id}")
        with self.desk.store.begin(by) as work:
            made = self._keep(work, self._mark(command, found[0], by), by)
            work.record(f"step.{made.state}", made.step)
        return found[0]

    def _read(self, by: Actor) -> HomeView:
        return HomeView(
            (),
            self.day.read(by),
            self.others.team(by),
            self.others.coaching(by),
            self.others.enabling(by),
            self.watch.system(by),
            self.desk.clock.now(),
        )

    def _marks(self, by: Actor) -> Mapping[str, StepMark]:
        if not may(self.desk, by, "step_mark", "read"):
            return {}
        with self.desk.store.read(by) as work:
            scope = self.desk.scope(by, "step_mark")
            query = Query(where=where(person_id=by.person_id))
            return {one.step: one for one in work.of(StepMark).load_many(scope, query)}

    def _mark(self, command: SetAside, step: Step, by: Actor) -> StepMark:
        now = self.desk.clock.now()
        snoozed = command.state == SNOOZED
        return StepMark(
            id=mark_id(step.id),
            person_id=by.person_id,
            step=step.id,
            cause=step.cause,
            state=command.state,
            at=now,
            until=snoozed_until(command.until, now, command.zone) if snoozed else None,
        )

    def _keep(self, work: UnitOfWork, made: StepMark, by: Actor) -> StepMark:
        scope = self.desk.scope(by, "step_mark", "update")
        known = work.of(StepMark).load_many(scope, Query(where=where(id=made.id)))
        if not known:
            work.of(StepMark).add(made, self.desk.scope(by, "step_mark", "create"))
            return made
        after = evolve(made, version=known[0].version + 1)
        work.of(StepMark).save(after, scope, expected=known[0].version)
        return after
