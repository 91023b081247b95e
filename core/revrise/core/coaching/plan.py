"""A coaching plan: from a baseline to a target by dated actions.

proposed → accepted → completed | closed; the rep accepts, the evidence completes.
"""

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.errors import Conflict, Invalid, NotFound, Refused
from revrise.core.events import Event
from revrise.core.people.competency import HIGHEST, LOWEST

MOVES: Mapping[str, frozenset[str]] = {
    "proposed": frozenset({"accepted", "closed"}),
    "accepted": frozenset({"completed", "closed"}),
    "completed": frozenset(),
    "closed": frozenset(),
}


@frozen
class Action:
    """One thing to do; `kind` is course | scenario | asset | listening | one_on_one."""

    kind: str
    subject_id: str
    title: str
    due_at: datetime
    done_at: datetime | None = None


@frozen
class Plan:
    """`baseline` and `target` are levels (1–5) of one competency of one person."""

    id: str
    person_id: str
    team_id: str | None
    coach_id: str
    competency_id: str
    baseline: float
    target: float
    actions: tuple[Action, ...]
    created_at: datetime
    due_at: datetime
    state: str = "proposed"
    closed_reason: str | None = None
    version: int = 1

    def accept(self, by: str) -> "Plan":
        """Accepted by the person it is for; nobody can accept for them."""
        if by != self.person_id:
            raise Refused(
                "only the person a plan is for accepts it",
                culprit=self.id,
                remedy=f"ask {self.person_id}",
            )
        return self._move("accepted")

    def adjust(self, target: float, due_at: datetime, actions: tuple[Action, ...]) -> "Plan":
        """With another target, end or actions; actions done already stay as they are.

        Raises Conflict once it has ended, Invalid naming what does not fit.
        """
        if not MOVES[self.state]:
            raise Conflict(f"the plan is {self.state}", culprit=self.id, remedy="propose a new one")
        if not LOWEST <= target <= HIGHEST:
            raise Invalid("must be 1 to 5", culprit="target")
        if due_at <= self.created_at:
            raise Invalid("must be after the plan began", culprit="due_at")
        if not actions:
            raise Invalid("a plan needs something to do", culprit="actions")
        kept = {action for action in self.actions if action.done_at is not None}
        if not kept <= set(actions):
            raise Invalid("what is done stays in the plan", culprit="actions")
        return evolve(self, target=target, due_at=due_at, actions=actions, version=self.version + 1)

    def finish_action(self, subject_id: str, at: datetime) -> "Plan":
        """With one action done; done already, nothing changes.

        Raises NotFound for a thing the plan does not ask for, Conflict once it has ended.
        """
        if subject_id not in {action.subject_id for action in self.actions}:
            raise NotFound(f"the plan has no action on {subject_id}", culprit=self.id)
        actions = tuple(
            evolve(action, done_at=at)
            if action.subject_id == subject_id and action.done_at is None
            else action
            for action in self.actions
        )
        if actions == self.actions:
            return self
        if not MOVES[self.state]:
            raise Conflict(f"the plan is {self.state}", culprit=self.id, remedy="propose a new one")
        return evolve(self, actions=actions, version=self.version + 1)

    def complete(self, at: datetime) -> tuple["Plan", tuple[Event, ...]]:
        """Completed. Raises Conflict unless accepted, Refused while actions are open."""
        completed = self._move("completed")
        still_open = [action.title for action in self.actions if action.done_at is None]
        if still_open:
            raise Refused(
                f"actions still open: {', '.join(still_open)}",
                culprit=self.id,
                remedy="finish them, or close the plan with a reason",
            )
        data = {"competency": self.competency_id}
        return completed, (Event("plan.completed", self.id, at, self.person_id, data),)

    def close(self, reason: str) -> "Plan":
        """Ended without completion, for a reason."""
        return evolve(self._move("closed"), closed_reason=reason)

    def without(self, subject_id: str, because: str) -> "Plan":
        """Without what it asks of a thing that is gone; closed, for a reason, where all is.

        Whatever state it was in: what a completed plan rested on may be gone too.
        """
        actions = tuple(action for action in self.actions if action.subject_id != subject_id)
        after = evolve(self, actions=actions, version=self.version + 1)
        return after if actions else evolve(after, state="closed", closed_reason=because)

    def _move(self, to: str) -> "Plan":
        if to not in MOVES[self.state]:
            allowed = ", ".join(sorted(MOVES[self.state])) or "nothing"
            raise Conflict(
                f"a plan that is {self.state} cannot become {to}",
                culprit=self.id,
                remedy=f"it can become {allowed}",
            )
        return evolve(self, state=to, version=self.version + 1)
