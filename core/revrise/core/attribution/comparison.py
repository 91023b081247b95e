"""One behaviour beside the win rate, as it was: shares with intervals, nothing adjusted.

Of a behaviour that was or was not there: per quarter, with and without it. Of one that has a
size: four groups of equal number, from little to much. Groups of fewer than five deals are left
out: they say nothing, and might tell of one deal.
"""

import itertools
from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import sqrt
from operator import itemgetter
from typing import TypeVar

from attrs import frozen

from revrise.core.governance.aggregates import parts

Key = TypeVar("Key", bound=Hashable)

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
    rep: str = ""


def compare(deals: Iterable[Decided], *, crowd: bool = False) -> Comparison:
    """The comparison the values call for: 0 and 1 only, or sizes.

    A `crowd` is compared for who may see nobody's deals: groups of few people are left out, with
    others where the rest would tell of them.
    """
    known = list(deals)
    if {deal.value for deal in known} <= {0.0, 1.0}:
        told = _told(_by_quarter(known), crowd=crowd)
        halves = [[(q, some) for (q, h), some in told.items() if h is had] for had in (True, False)]
        return Comparison(*(_shares(sorted(half, key=itemgetter(0))) for half in halves))
    return Comparison(_shares(_told(_by_size(known), crowd=crowd).items()))


def wilson(won: int, n: int) -> tuple[float, float]:
    """The 95 % interval of a share."""
    rate, z2 = won / n, _Z**2
    middle = (rate + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(rate * (1 - rate) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def _by_quarter(deals: Sequence[Decided]) -> dict[tuple[str, bool], list[Decided]]:
    groups: dict[tuple[str, bool], list[Decided]] = {}
    for deal in deals:
        groups.setdefault((deal.quarter, bool(deal.value)), []).append(deal)
    return groups


def _told(cells: Mapping[Key, list[Decided]], *, crowd: bool) -> dict[Key, list[Decided]]:
    told = parts({key: {d.rep for d in some} for key, some in cells.items()}) if crowd else cells
    return {key: some for key, some in cells.items() if key in told}


def _by_size(deals: Sequence[Decided]) -> dict[str, list[Decided]]:
    ordered = sorted(deals, key=lambda deal: deal.value)
    cuts = [round(len(ordered) * i / _GROUPS) for i in range(_GROUPS + 1)]
    groups = [ordered[a:b] for a, b in itertools.pairwise(cuts)]
    return {f"{g[0].value:.2f}–{g[-1].value:.2f}": g for g in groups if g}


def _shares(groups: Iterable[tuple[str, Sequence[Decided]]]) -> tuple[Share, ...]:
    found = []
    for label, deals in groups:
        if len(deals) >= FEWEST:
            won = sum(deal.won for deal in deals)
            low, high = wilson(won, len(deals))
            found.append(Share(label, won, len(deals), won / len(deals), low, high))
    return tuple(found)
