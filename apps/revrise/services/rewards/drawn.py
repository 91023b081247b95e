"""Intervals drawn by chance, remembered: they follow from the points alone, and are slow to draw.

The key is everything they depend on, so a new point is a new answer; nothing goes stale.
"""

from functools import lru_cache
from random import Random

from revrise.core.rewards.improvement import Improvement, Weeks, improved
from revrise.core.rewards.leaderboard import Entrant, Leaderboard, leaderboard

_KEPT = 256


@lru_cache(_KEPT)
def board(entrants: tuple[Entrant, ...], smallest: int = 1) -> Leaderboard:
    """See `leaderboard`; the same intervals every time."""
    return leaderboard(entrants, Random(0), smallest=smallest)  # noqa: S311


@lru_cache(_KEPT)
def improvement(people: tuple[Weeks, ...]) -> tuple[Improvement, ...]:
    """See `improved`; the same intervals every time."""
    return improved(people, Random(0))  # noqa: S311
