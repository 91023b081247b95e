"""Dice that depend on a seed and a name only, and the few distributions that they roll."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import exp
from random import Random
from typing import TypeVar

T = TypeVar("T")
WORKDAY_HOURS = (1, 9)
_LAST_SAFE_DAY = 28
_SATURDAY = 5


def dice(seed: int, *name: object) -> Random:
    """Dice of their own for every (seed, name): adding a draw elsewhere moves nothing here."""
    return Random(f"{seed}/" + "/".join(map(str, name)))  # noqa: S311 - a simulation, no secret


def logistic(x: float) -> float:
    """1 / (1 + e^-x)."""
    return 1 / (1 + exp(-x))


def clip(x: float, low: float, high: float) -> float:
    """`x`, held within [low, high]."""
    return max(low, min(high, x))


def weighted(roll: Random, weights: Mapping[T, float]) -> T:
    """A key, drawn in proportion to its weight."""
    return roll.choices(list(weights), weights=list(weights.values()))[0]


def shuffled(roll: Random, items: Sequence[T]) -> list[T]:
    """The items in a random order."""
    return roll.sample(items, len(items))


def months_before(today: date, months: int) -> date:
    """The day so many months earlier, on the 28th at the latest."""
    index = today.year * 12 + today.month - 1 - months
    return date(index // 12, index % 12 + 1, min(today.day, _LAST_SAFE_DAY))


def at_work(roll: Random, day: date) -> datetime:
    """A random minute of a working day, in UTC; a weekend moves to the Friday before."""
    weekend = max(0, day.weekday() - _SATURDAY + 1)
    minutes = roll.randrange(WORKDAY_HOURS[0] * 60, WORKDAY_HOURS[1] * 60)
    return datetime.combine(day - timedelta(days=weekend), time(), UTC) + timedelta(minutes=minutes)
