"""Where a call stands among others: the middle half of what they measured."""

from collections.abc import Iterable
from statistics import quantiles

from attrs import frozen

# Fewer calls say nothing of a team, and could name the one behind them.
ENOUGH = 5


@frozen
class MiddleHalf:
    """The quartiles of a metric over `n` calls; `lowest` and `highest` are all there was."""

    low: float
    median: float
    high: float
    lowest: float
    highest: float
    n: int

    def side(self, value: float) -> str:
        """`above` or `below` the middle half, else `within`."""
        return "above" if value > self.high else "below" if value < self.low else "within"


def middle_half(values: Iterable[float | None]) -> MiddleHalf | None:
    """The middle half of the known values; None for fewer than ENOUGH."""
    known = sorted(value for value in values if value is not None)
    if len(known) < ENOUGH:
        return None
    low, median, high = quantiles(known, n=4, method="inclusive")
    return MiddleHalf(low, median, high, known[0], known[-1], len(known))
