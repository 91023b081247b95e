"""A sales process: a versioned state machine whose states ask for criteria.

Bundled: LeadIn → Discovery → TechnicalDemo → Proposal → Closing → ClosedWon | ClosedLost.
"""

from collections.abc import Mapping
from functools import cached_property

from attrs import define, frozen

from revrise.core.deals.criterion import Criterion
from revrise.core.errors import Invalid, NotFound


@frozen
class State:
    """A stage. `outcome` marks a final one (`won` or `lost`), `max_days` when to escalate.

    `probability` (0–1) weighs the forecast of deals standing here.
    """

    id: str
    title_en: str
    title_zh: str
    probability: float = 0.0
    outcome: str | None = None
    max_days: int | None = None
    entry: tuple[Criterion, ...] = ()
    exit: tuple[Criterion, ...] = ()


@define(frozen=True, slots=False)
class SalesProcess:
    """States in order and the moves between them; `revision` counts its published editions.

    Raises Invalid when a move names an unknown state, or some state cannot reach an outcome.
    """

    id: str
    name: str
    states: tuple[State, ...]
    moves: Mapping[str, tuple[str, ...]]
    revision: int = 1
    version: int = 1

    def __attrs_post_init__(self) -> None:
        for source, targets in self.moves.items():
            for name in (source, *targets):
                self.state(name)
        for state in self.states:
            if not self._can_finish(state.id):
                raise Invalid(f"from {state.id} no outcome can be reached", culprit=self.name)

    @cached_property
    def _by_id(self) -> Mapping[str, State]:
        return {state.id: state for state in self.states}

    @property
    def initial(self) -> str:
        """Where a deal starts."""
        return self.states[0].id

    def state(self, state_id: str) -> State:
        """A state by its id. Raises NotFound naming those there are."""
        found = self._by_id.get(state_id)
        if found is None:
            known = ", ".join(self._by_id)
            raise NotFound(f"no stage {state_id!r}", culprit=self.name, remedy=f"one of {known}")
        return found

    def _can_finish(self, state_id: str) -> bool:
        seen, todo = {state_id}, [state_id]
        while todo:
            current = todo.pop()
            if self.state(current).outcome:
                return True
            fresh = set(self.moves.get(current, ())) - seen
            seen |= fresh
            todo.extend(fresh)
        return False
