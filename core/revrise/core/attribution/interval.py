"""What bootstrap draws say about an estimate: interval, p and detectable effect."""

from collections.abc import Sequence
from math import floor, sqrt
from statistics import NormalDist, stdev

from attrs import frozen

from revrise.core.attribution.student import quantile, upper_tail

_TAIL = 0.025
_POWER = 0.8


@frozen
class Inference:
    """95 % interval, two-sided p, and the effect found 80 % of the time at this precision."""

    low: float
    high: float
    p: float
    detectable: float


def infer(estimate: float, draws: Sequence[float], clusters: int) -> Inference:
    """Inference from bootstrap draws of an estimate over `clusters` ≥ 2 independent clusters.

    Percentile interval, widened for few clusters as in Hesterberg (2015), §4.3: the tail is
    Φ(−t·√(n/(n−1))), t with n−1 degrees of freedom. p is from the same t and the spread of
    the draws.
    """
    df, widen = clusters - 1, sqrt(clusters / (clusters - 1))
    tail = NormalDist().cdf(-quantile(1 - _TAIL, df) * widen)
    ordered = sorted(draws)
    error = stdev(ordered) * widen
    return Inference(
        low=_at(ordered, tail),
        high=_at(ordered, 1 - tail),
        p=2 * upper_tail(abs(estimate) / error, df) if error else float(not estimate),
        detectable=(quantile(1 - _TAIL, df) + quantile(_POWER, df)) * error,
    )


def _at(ordered: Sequence[float], p: float) -> float:
    place = p * (len(ordered) - 1)
    below = min(floor(place), len(ordered) - 2)
    return ordered[below] + (place - below) * (ordered[below + 1] - ordered[below])


def false_discovery(p: Sequence[float]) -> list[float]:
    """Benjamini–Hochberg (1995) q of each p: the false share when everything up to it is named."""
    q = [1.0] * len(p)
    least = 1.0
    for rank, index in sorted(
        enumerate(sorted(range(len(p)), key=p.__getitem__), start=1), reverse=True
    ):
        least = min(least, p[index] * len(p) / rank)
        q[index] = least
    return q
