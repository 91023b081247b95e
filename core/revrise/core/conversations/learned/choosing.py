"""Choosing how strict a model is, from decisions on lines it had not seen."""

from collections.abc import Sequence
from math import exp, log1p

from attrs import frozen

from revrise.core.conversations.learned.examples import Example


@frozen
class Weighed:
    """A line of a fold, and its log odds by each cost, from a model that had not seen the fold."""

    fold: int
    line: Example
    odds: tuple[float, ...]


@frozen
class Choice:
    """`cost` by its place in the list of costs; lines of more than `enough` log odds are found."""

    cost: int
    enough: float


def choose(apart: Sequence[Weighed]) -> Choice:
    """The cost of the smaller surprise over all lines, and with it the bound of the best F1."""
    costs = range(len(apart[0].odds)) if apart else range(1)
    cost = min(costs, key=lambda at: sum(_surprise(one.odds[at], one.line.wanted) for one in apart))
    return Choice(cost, bound([(one.odds[cost], one.line.wanted) for one in apart]))


def bound(weighed: Sequence[tuple[float, bool]]) -> float:
    """The log odds above which finding lines gives the best F1: midway to the next line below."""
    ordered = sorted(weighed, reverse=True)
    positives = sum(wanted for _, wanted in ordered)
    best, enough, hits = 0.0, 0.0, 0
    for at, (odds, wanted) in enumerate(ordered):
        hits += wanted
        below = ordered[at + 1][0] if at + 1 < len(ordered) else odds - 1
        f1 = 2 * hits / (at + 1 + positives)
        if f1 > best and below < odds:
            best, enough = f1, (odds + below) / 2
    return enough


def _surprise(odds: float, wanted: bool) -> float:  # noqa: FBT001
    """−log of the chance that was given to what is so."""
    margin = odds if wanted else -odds
    return log1p(exp(-margin)) if margin > 0 else log1p(exp(margin)) - margin
