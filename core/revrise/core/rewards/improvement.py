"""Most improved, without rewarding those who merely had a bad time before.

Who was low by chance rises by chance (regression to the mean). So improvement is what came
after, less what the group's own line from before to after predicts.
"""

from collections.abc import Sequence
from math import sqrt
from random import Random
from statistics import fmean, stdev

from attrs import evolve, frozen

from revrise.core.errors import Invalid
from revrise.core.rewards.leaderboard import places

FEWEST = 3
_TAIL = 0.05
_PAIR = 2


@frozen
class BeforeAfter:
    """A person's mean in the period before and in the one after."""

    person_id: str
    before: float
    after: float
    public: bool = True


@frozen
class Improvement:
    """`gain` is after minus before; `beyond` is after minus `predicted`, and sets the place.

    `low`–`high` is the 90 % interval of `beyond`, None where single weeks are not known.
    """

    person_id: str
    place: int
    beyond: float
    gain: float
    predicted: float
    low: float | None = None
    high: float | None = None


@frozen
class Weeks:
    """A person's weeks before and after, one number each, at least one of both."""

    person_id: str
    before: tuple[float, ...]
    after: tuple[float, ...]
    public: bool = True


def improved(people: Sequence[Weeks], rng: Random, draws: int = 400) -> tuple[Improvement, ...]:
    """`most_improved` on the means of weeks, with the interval that chance leaves each.

    The means are drawn anew from the spread of a person's own weeks, the line with them. The
    same `rng` gives the same intervals. Raises Invalid as `most_improved` does.
    """
    ordered = sorted(people, key=lambda one: one.person_id)
    found = most_improved(
        [BeforeAfter(o.person_id, fmean(o.before), fmean(o.after), o.public) for o in ordered]
    )
    noise = [(_error(one.before), _error(one.after)) for one in ordered]
    means = [(fmean(one.before), fmean(one.after)) for one in ordered]
    seen: dict[str, list[float]] = {one.person_id: [] for one in ordered}
    for _ in range(draws):
        drawn = [
            BeforeAfter(one.person_id, rng.gauss(b, sb), rng.gauss(a, sa))
            for one, (b, a), (sb, sa) in zip(ordered, means, noise, strict=True)
        ]
        middle, level, slope = _line(drawn)
        for one in drawn:
            seen[one.person_id].append(one.after - level - slope * (one.before - middle))
    return tuple(_bounded(one, sorted(seen[one.person_id])) for one in found)


def _error(weeks: Sequence[float]) -> float:
    """The standard error of a mean of weeks; 0 where one week says nothing of it."""
    return stdev(weeks) / sqrt(len(weeks)) if len(weeks) >= _PAIR else 0.0


def _bounded(one: Improvement, drawn: Sequence[float]) -> Improvement:
    cut = int(_TAIL * len(drawn))
    low, high = drawn[cut], drawn[len(drawn) - 1 - cut]
    return evolve(one, low=min(low, one.beyond), high=max(high, one.beyond))


def most_improved(people: Sequence[BeforeAfter]) -> tuple[Improvement, ...]:
    """Public people, the most improved first; everybody helps to draw the line.

    The slope of the line is kept within 0–1: at 1 nothing regresses, at 0 before says nothing.
    Fewer than three people, or a person twice, raise Invalid.
    """
    if len(people) < FEWEST:
        raise Invalid(f"improvement needs {FEWEST} people or more to compare, not {len(people)}")
    if len({one.person_id for one in people}) < len(people):
        raise Invalid("a person is entered twice", culprit="people")
    ordered = sorted(people, key=lambda one: one.person_id)
    middle, level, slope = _line(ordered)
    shown = [one for one in ordered if one.public]
    predicted = [level + slope * (one.before - middle) for one in shown]
    beyond = [one.after - p for one, p in zip(shown, predicted, strict=True)]
    found = [
        Improvement(one.person_id, place, more, one.after - one.before, p)
        for one, p, more, place in zip(shown, predicted, beyond, places(beyond), strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (each.place, each.person_id)))


def _line(people: Sequence[BeforeAfter]) -> tuple[float, float, float]:
    middle = sum(one.before for one in people) / len(people)
    level = sum(one.after for one in people) / len(people)
    spread = sum((one.before - middle) ** 2 for one in people)
    joint = sum((one.before - middle) * (one.after - level) for one in people)
    return middle, level, min(1.0, max(0.0, joint / spread)) if spread else 0.0
