"""Logistic regression with a ridge, in plain Python: the same numbers for the same rows.

Minimised is ½‖w‖² + cost · Σ log(1 + exp(−y·w·x)), over rows x of zeros and ones, by dual
coordinate descent (Yu, Huang & Lin 2011, "Dual coordinate descent methods for logistic regression
and maximum entropy models", Machine Learning 85). The base is the weight of a sign that every row
shows.
"""

from collections.abc import Sequence
from math import exp, inf, log
from random import Random

from attrs import frozen

_PASSES, _CLOSE = 60, 0.02  # a row's log odds may be so far from where they would not move
_STEPS, _EXACT = 40, 1e-6
_LITTLE = 1e-3  # of the cost: where each row's multiplier begins
_LEAST = -700.0  # below it exp would overflow
Row = Sequence[int]


@frozen
class Fitted:
    """`weights` by number of the sign; `base` is added to every row. Log odds."""

    base: float
    weights: tuple[float, ...]

    def odds(self, row: Row) -> float:
        """The log odds of a row."""
        return self.base + sum(map(self.weights.__getitem__, row))


def fit(rows: Sequence[Row], wanted: Sequence[bool], width: int, cost: float) -> Fitted:
    """The weights of signs 0 to `width` − 1; each row names the signs it shows, once each.

    Time grows with rows × signs a row; a few dozen passes.
    """
    weights = [0.0] * width
    base = 0.0
    shares = [_LITTLE * cost] * len(rows)
    signs = [1.0 if one else -1.0 for one in wanted]
    for row, sign, share in zip(rows, signs, shares, strict=True):
        base += sign * share
        for at in row:
            weights[at] += sign * share
    for turn in range(_PASSES):
        worst = 0.0
        for number in _order(len(rows), turn):
            row, sign, share = rows[number], signs[number], shares[number]
            odds = sign * (base + sum(map(weights.__getitem__, row)))
            worst = max(worst, abs(log(cost / share - 1) - odds))
            shares[number] = new = _share(odds, share, len(row) + 1, cost)
            moved = sign * (new - share)
            base += moved
            for at in row:
                weights[at] += moved
        if worst < _CLOSE:
            break
    return Fitted(base, tuple(weights))


def _order(rows: int, turn: int) -> list[int]:
    """Another order for each pass, always the same ones.

    Rows alike that follow each other slow the descent down.
    """
    draw = Random(turn).random  # noqa: S311 (no secret)
    keys = [draw() for _ in range(rows)]
    return sorted(range(rows), key=keys.__getitem__)


def _share(odds: float, share: float, size: int, cost: float) -> float:
    """A row's multiplier, in (0, cost), such that its own odds m fit it: cost ÷ (1 + exp(m)).

    m = odds + size · (multiplier − share) rises with the multiplier, which falls with m: there
    is one solution, between those of the multipliers 0 and `cost`; by Newton's method inside.
    """
    low, high = odds - size * share, odds + size * (cost - share)
    margin, before = min(max(odds, low), high), inf
    for _ in range(_STEPS):
        chance = _sigmoid(-margin)
        off = margin - odds - size * (cost * chance - share)
        if abs(off) < _EXACT:
            break
        low, high = (low, margin) if off > 0 else (margin, high)
        margin -= off / (1 + size * cost * chance * (1 - chance))
        if abs(off) > before / 2 or not low < margin < high:  # it may leap to and fro
            margin = (low + high) / 2
        before = abs(off)
    return min(max(cost * _sigmoid(-margin), cost * 1e-12), cost * (1 - 1e-12))


def _sigmoid(value: float) -> float:
    return 1 / (1 + exp(-value)) if value > _LEAST else 0.0
