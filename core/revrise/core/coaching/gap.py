"""A gap: how far a person is from the target level of a competency, and how sure that is."""

from collections.abc import Iterable, Sequence
from math import sqrt
from statistics import fmean, stdev

from attrs import frozen

from revrise.core.people.competency import Competency, Observation

# A level from fewer observations is shown as unknown, not guessed.
ENOUGH = 3
# Levels of a season ago say little: only the newest observations count.
RECENT = 12
_Z95 = 1.96


@frozen
class Gap:
    """`current` is the mean of the newest levels (1–5), `margin` half its 95 % interval.

    `trend` is the newer half minus the older half. Too few observations: `current` is None and
    `reason` says so. `evidence` holds the observations, most telling (lowest) first.
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

    @property
    def size(self) -> float | None:
        """Target − current; positive means below target. None while unknown."""
        return None if self.current is None else round(self.target - self.current, 2)


def gap(person_id: str, competency: Competency, observations: Iterable[Observation]) -> Gap:
    """The gap of one person in one competency from their observations, in any order."""
    newest = sorted(observations, key=lambda one: (one.at, one.id))[-RECENT:]
    levels = [one.level for one in newest]
    evidence = tuple(sorted(newest, key=lambda one: (one.level, -one.at.timestamp())))
    known = len(levels) >= ENOUGH
    return Gap(
        person_id=person_id,
        competency_id=competency.id,
        target=competency.target,
        current=round(fmean(levels), 2) if known else None,
        margin=round(_Z95 * stdev(levels) / sqrt(len(levels)), 2) if known else None,
        trend=_trend(levels) if known else None,
        n=len(levels),
        evidence=evidence,
        reason=None if known else f"too_few: {len(levels)} of {ENOUGH} observations",
    )


def widest(gaps: Iterable[Gap]) -> list[Gap]:
    """Known gaps below target, the widest first."""
    open_gaps = [one for one in gaps if one.size is not None and one.size > 0]
    return sorted(open_gaps, key=lambda one: (-(one.size or 0), one.person_id, one.competency_id))


def _trend(levels: Sequence[float]) -> float | None:
    half = len(levels) // 2
    return round(fmean(levels[-half:]) - fmean(levels[:half]), 2) if half else None
