"""Two versions of a rubric on the same calls: which levels move, criterion by criterion."""

from collections.abc import Sequence
from statistics import fmean

from attrs import frozen

from revrise.core.scoring.scorecard import Scorecard


@frozen
class Moved:
    """A call's levels before and after; None where a version does not tell or is not there."""

    call_id: str
    before: Scorecard | None
    after: Scorecard

    def level(self, criterion: str, *, before: bool) -> int | None:
        """The level of a criterion in one of the versions."""
        card = self.before if before else self.after
        found = (one.level for one in card.criteria if one.criterion == criterion) if card else ()
        return next(iter(found), None)


@frozen
class Movement:
    """A criterion over calls: mean levels, and how many calls rise, fall and stay.

    `told_before` and `told` count the calls on which a version gives a level.
    """

    criterion: str
    before: float | None
    after: float | None
    told_before: int
    told: int
    rises: int
    falls: int
    same: int


def movements(calls: Sequence[Moved], criteria: Sequence[str]) -> list[Movement]:
    """Of each criterion, in this order."""
    return [_movement(one, calls) for one in criteria]


def _movement(criterion: str, calls: Sequence[Moved]) -> Movement:
    pairs = [
        (one.level(criterion, before=True), one.level(criterion, before=False)) for one in calls
    ]
    before = [was for was, _ in pairs if was is not None]
    after = [now for _, now in pairs if now is not None]
    both = [now - was for was, now in pairs if was is not None and now is not None]
    return Movement(
        criterion,
        fmean(before) if before else None,
        fmean(after) if after else None,
        len(before),
        len(after),
        sum(step > 0 for step in both),
        sum(step < 0 for step in both),
        sum(step == 0 for step in both),
    )
