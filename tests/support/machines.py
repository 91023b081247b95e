"""Walking a state machine through its public moves, breadth first."""

from collections import deque
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from attrs import evolve, frozen

from revrise.core.errors import Conflict, NotFound, Refused, RevRiseError

T = TypeVar("T")


@frozen
class Step(Generic[T]):
    """One move tried on one thing: what it became, or how it was refused."""

    before: T
    move: str
    after: T | None
    refusal: RevRiseError | None = None

    @property
    def changed(self) -> bool:
        """Whether the move gave another thing."""
        return self.after is not None and self.after != self.before


def walk(start: T, moves: Mapping[str, Callable[[T], T]], limit: int = 5_000) -> list[Step[T]]:
    """Every move tried on everything that can be reached from `start`.

    Things are the same when they differ in nothing but their version.
    """
    seen, todo, steps = {_shape(start)}, deque([start]), []
    while todo:
        before = todo.popleft()
        for name, move in moves.items():
            step = _try(before, name, move)
            steps.append(step)
            if step.after is not None and _shape(step.after) not in seen:
                seen.add(_shape(step.after))
                todo.append(step.after)
        assert len(seen) < limit, "the machine has no end"
    return steps


def can_reach(steps: list[Step[T]], final: Callable[[T], bool]) -> bool:
    """Whether from everything walked through some final thing can be reached."""
    things = {_shape(step.before): step.before for step in steps}
    good = {shape for shape, thing in things.items() if final(thing)}
    while True:
        more = {
            _shape(step.before)
            for step in steps
            if step.after is not None and _shape(step.after) in good
        }
        if more <= good:
            return good == set(things)
        good |= more


def _try(before: T, name: str, move: Callable[[T], T]) -> Step[T]:
    try:
        return Step(before, name, move(before))
    except (Conflict, Refused, NotFound) as refusal:
        return Step(before, name, None, refusal)


def _shape(thing: T) -> str:
    return repr(evolve(thing, version=1))  # type: ignore[misc]
