"""One behaviour beside the win rate, as it was: shares with intervals, nothing adjusted.

Of a behaviour that was or was not there: per quarter, with and without it. Of one that has a
size: four groups of equal number, from little to much. Groups of fewer than five deals are left
out: they say nothing, and might tell of one deal.
"""

import itertools
from collections.abc import Iterable, Sequence
from math import sqrt

from attrs import frozen

FEWEST = 5
_GROUPS = 4
_Z = 1.96


@frozen
class Share:
    """Deals won of those decided in a group, with the 95 % interval of Wilson (1927)."""

    label: str
    won: int
    n: int
    rate: float
    low: float
    high: float


@frozen
class Comparison:
    """`without` is empty for a behaviour that has a size; then `having` goes from low to high."""

    having: tuple[Share, ...]
    without: tuple[Share, ...] = ()


@frozen
class Decided:
    """A closed deal: its quarter, whether it was won, and the behaviour's value."""

    quarter: str
    won: bool
    value: float


def compare(deals: Iterable[Decided]) -> Comparison:
    """The comparison the values call for: 0 and 1 only, or sizes."""
    known = list(deals)
    if {deal.value for deal in known} <= {0.0, 1.0}:
        halves = [[d for d in known if bool(d.value) is had] for had in (True, False)]
        having, without = (_by_quarter(half) for half in halves)
        return Comparison(having, without)
    return Comparison(_by_size(known))


def wilson(won: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    rate, z2 = won / n, _Z**2
    middle = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(rate * (1 - rate) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def _by_quarter(deals: Sequence[Decided]) -> tuple[Share, ...]:
    groups: dict[str, list[Decided]] = {}
    for deal in deals:
        groups.setdefault(deal.quarter, []).append(deal)
    return _shares(sorted(groups.items()))


def _by_size(deals: Sequence[Decided]) -> tuple[Share, ...]:
    ordered = sorted(deals, key=lambda deal: deal.value)
    cuts = [round(len(ordered) * i / _GROUPS) for i in range(_GROUPS + 1)]
    groups = [ordered[a:b] for a, b in itertools.pairwise(cuts)]
    return _shares((f"{g[0].value:.2f}–{g[-1].value:.2f}", g) for g in groups if g)


def _shares(groups: Iterable[tuple[str, Sequence[Decided]]]) -> tuple[Share, ...]:
    found = []
    for label, deals in groups:
        if len(deals) >= FEWEST:
            won = sum(deal.won for deal in deals)
            low, high = wilson(won, len(deals))
            found.append(Share(label, won, len(deals), won / len(deals), low, high))
    return tuple(found)
