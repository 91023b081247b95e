"""Where a deal can go from its stage, and what is missing for each way."""

from collections.abc import Mapping
from typing import Any, Literal

from attrs import frozen

from revrise.core.deals.criterion import Check, Criterion, unmet
from revrise.core.deals.process import SalesProcess, State

Way = Literal["on", "back", "won", "lost"]


@frozen
class Move:
    """One way out of a stage. `unmet` names what is missing, empty when it may go at once."""

    to: State
    way: Way
    unmet: tuple[Criterion, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing is missing."""
        return not self.unmet


def missing(
    process: SalesProcess,
    stage: str,
    to: str,
    facts: Mapping[str, Any],
    checks: Mapping[str, Check],
) -> tuple[Criterion, ...]:
    """The criteria a deal with these facts does not meet for a move: to leave, then to enter.

    Losing asks nothing of the stage that is left. Raises NotFound for an unknown stage.
    """
    target = process.state(to)
    leaving = () if target.outcome == "lost" else process.state(stage).exit
    return tuple(dict.fromkeys(unmet((*leaving, *target.entry), facts, checks)))


def moves(
    process: SalesProcess, stage: str, facts: Mapping[str, Any], checks: Mapping[str, Check]
) -> tuple[Move, ...]:
    """Every move the process has from a stage, in the order of its states."""
    order = [state.id for state in process.states]
    targets = sorted(process.moves.get(stage, ()), key=order.index)
    return tuple(
        Move(
            process.state(to),
            _way(process.state(to), back=order.index(to) < order.index(stage)),
            missing(process, stage, to, facts, checks),
        )
        for to in targets
    )


def onward(found: tuple[Move, ...]) -> Move | None:
    """The next step forward: the nearest later stage, or winning; None where there is none."""
    return next((one for one in found if one.way in ("on", "won")), None)


def _way(state: State, *, back: bool) -> Way:
    if state.outcome in ("won", "lost"):
        return "won" if state.outcome == "won" else "lost"
    return "back" if back else "on"
