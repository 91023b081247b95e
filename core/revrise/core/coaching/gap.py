"""A gap: how far a person is from the target level of a competency, and how sure that is."""

from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import fmean

from attrs import frozen

from revrise.core.attribution.student import quantile
from revrise.core.coaching.sitting import Sitting, sittings
from revrise.core.people.competency import Competency, Observation

# A level from fewer calls and role-plays is shown as unknown, not guessed.
ENOUGH = 3
# Levels of a season ago say little: only the newest calls and role-plays count.
RECENT = 12
_TWO_SIDED_95 = 0.975


@frozen
class Gap:
    """`current` is the mean level (1–5) of the newest calls and role-plays, `n` of them.

    `margin` is half its 95 % interval (Student's t), `trend` the newer half minus the older
    half. Too few: `current` is None and `reason` says so. `evidence` holds the observations
    behind it, most telling (lowest) first; `levels` one mean a call or role-play, oldest first.
    """

    person_id: str
    competency_id: str
    target: float
    current: float | None
    margin: float | None
    trend: float | None
    n: int
    evidence: tuple[Observation, ...]
    reason: str | None = None
    levels: tuple[float, ...] = ()

    @property
    def size(self) -> float | None:
        """Target − current; positive means below target. None while unknown."""
        return None if self.current is None else round(self.target - self.current, 2)


def gap(person_id: str, competency: Competency, observations: Iterable[Observation]) -> Gap:
    """The gap of one person in one competency from their observations, in any order."""
    seen = list(observations)
    newest = sittings(seen)[-RECENT:]
    counted = {one.subject_id for one in newest}
    evidence = sorted((one for one in seen if one.subject_id in counted), key=_most_telling)
    return gap_of(person_id, competency, newest, evidence)


def gap_of(
    person_id: str,
    competency: Competency,
    seen: Sequence[Sitting],
    evidence: Sequence[Observation] = (),
) -> Gap:
    """The same from sittings in order of time, with as much of the evidence as is at hand."""
    levels = [one.level for one in seen[-RECENT:]]
    known = len(levels) >= ENOUGH
    return Gap(
        person_id=person_id,
        competency_id=competency.id,
        target=competency.target,
        current=round(fmean(levels), 2) if known else None,
        margin=_margin(levels) if known else None,
        trend=_trend(levels) if known else None,
        n=len(levels),
        evidence=tuple(evidence),
        reason=None if known else f"too_few: {len(levels)} of {ENOUGH} calls or role-plays",
        levels=tuple(levels),
    )


def widest(gaps: Iterable[Gap]) -> list[Gap]:
    """Known gaps below target, the widest first."""
    open_gaps = [one for one in gaps if one.size is not None and one.size > 0]
    return sorted(open_gaps, key=lambda one: (-(one.size or 0), one.person_id, one.competency_id))


def _most_telling(one: Observation) -> tuple[float, float, str]:
    return one.level, -one.at.timestamp(), one.id


def _margin(levels: Sequence[float]) -> float:
    t = quantile(_TWO_SIDED_95, len(levels) - 1)
    middle, n = fmean(levels), len(levels)
    # In floats: the exact deviation of `statistics` is twenty times slower.
    variance = sum((level - middle) ** 2 for level in levels) / (n - 1)
    return round(t * sqrt(variance / n), 2)


def _trend(levels: Sequence[float]) -> float | None:
    half = len(levels) // 2
    return round(fmean(levels[-half:]) - fmean(levels[:half]), 2) if half else None
