"""A sales process: a versioned state machine whose states ask for criteria.

Bundled: LeadIn → Discovery → TechnicalDemo → Proposal → Closing → ClosedWon | ClosedLost.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import define, frozen

from revrise.core.deals.criterion import Criterion
from revrise.core.errors import Invalid, NotFound

OUTCOMES = ("won", "lost")


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

    Raises Invalid for two states of one name, an outcome other than won | lost, a move from or
    to an unknown state or out of a final one, and a state that cannot reach an outcome.
    """

    id: str
    name: str
    states: tuple[State, ...]
    moves: Mapping[str, tuple[str, ...]]
    revision: int = 1
    version: int = 1

    def __attrs_post_init__(self) -> None:
        problem = next(self._problems(), None)
        if problem:
            raise Invalid(problem, culprit=self.name)

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

    def _problems(self) -> Iterator[str]:
        if not self.states:
            yield "a process needs states"
        for state_id, times in Counter(state.id for state in self.states).items():
            if times > 1:
                yield f"{times} states are called {state_id}"
        yield from self._wrong_moves()
        for state in self.states:
            if state.outcome not in (None, *OUTCOMES):
                yield f"{state.id} ends as {state.outcome}, neither won nor lost"
        finishing = self._finishing()
        for state in self.states:
            if state.id not in finishing:
                yield f"from {state.id} no outcome can be reached"

    def _wrong_moves(self) -> Iterator[str]:
        final = {state.id for state in self.states if state.outcome}
        for source, targets in self.moves.items():
            for name in (source, *targets):
                if name not in self._by_id:
                    yield f"a move names {name!r}, which is no state"
            if targets and source in final:
                yield f"{source} is final, yet moves on to {targets[0]}"

    def _finishing(self) -> set[str]:
        """The states from which an outcome can be reached, found backwards from the outcomes."""
        before: dict[str, list[str]] = {}
        for source, targets in self.moves.items():
            for target in targets:
                before.setdefault(target, []).append(source)
        todo = [state.id for state in self.states if state.outcome]
        found = set(todo)
        while todo:
            fresh = set(before.get(todo.pop(), ())) - found
            found |= fresh
            todo.extend(fresh)
        return found
