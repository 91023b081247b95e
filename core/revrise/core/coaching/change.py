"""How much a level changed, and whether that is more than chance."""

from collections.abc import Sequence
from math import sqrt
from statistics import fmean

from attrs import frozen

from revrise.core.attribution.student import quantile
from revrise.core.coaching.gap import ENOUGH

_TWO_SIDED_95 = 0.975
_ROUNDING = 1e-9


@frozen
class Estimate:
    """A mean with its 95 % interval (Student's t) over `n` values.

    `low` and `high` are None where too few values give no interval.
    """

    value: float
    low: float | None
    high: float | None
    n: int

    @property
    def sure(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low is not None and self.high is not None and not self.low <= 0 <= self.high


def estimate(levels: Sequence[float]) -> Estimate | None:
    """The mean of some levels; None without any."""
    if not levels:
        return None
    value = fmean(levels)
    if len(levels) < ENOUGH:
        return Estimate(value, None, None, len(levels))
    margin = quantile(_TWO_SIDED_95, len(levels) - 1) * sqrt(variance(levels) / len(levels))
    return Estimate(value, value - margin, value + margin, len(levels))


def change(before: Sequence[float], after: Sequence[float]) -> Estimate | None:
    """Mean after − mean before with Welch's interval; None where either side is empty.

    `n` counts both sides. Fewer than ENOUGH on a side give no interval.
    """
    if not before or not after:
        return None
    value, n = fmean(after) - fmean(before), len(before) + len(after)
    if min(len(before), len(after)) < ENOUGH:
        return Estimate(value, None, None, n)
    shares = [variance(side) / len(side) for side in (before, after)]
    spread = sum(shares)
    if spread == 0:
        return Estimate(value, value, value, n)
    # Welch–Satterthwaite degrees of freedom, rounded down: never too sure.
    pairs = zip(shares, (before, after), strict=True)
    df = spread**2 / sum(share**2 / (len(side) - 1) for share, side in pairs)
    margin = quantile(_TWO_SIDED_95, max(int(df + _ROUNDING), 1)) * sqrt(spread)
    return Estimate(value, value - margin, value + margin, n)


def drift(levels: Sequence[float]) -> Estimate | None:
    """The newer half minus the older half; None for fewer than two values."""
    half = len(levels) // 2
    return change(levels[:half], levels[-half:]) if half else None


def variance(levels: Sequence[float]) -> float:
    """The sample variance in floats: that of `statistics` is exact and twenty times slower."""
    middle = fmean(levels)
    return sum((level - middle) ** 2 for level in levels) / (len(levels) - 1)
