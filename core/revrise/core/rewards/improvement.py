"""Most improved, without rewarding those who merely had a bad time before.

Who was low by chance rises by chance (regression to the mean). So improvement is what came
after, less what the group's own line from before to after predicts.
"""

from collections.abc import Sequence

from attrs import frozen

from revrise.core.errors import Invalid
from revrise.core.rewards.leaderboard import places

FEWEST = 3


@frozen
class BeforeAfter:
    """A person's mean in the period before and in the one after."""

    person_id: str
    before: float
    after: float
    public: bool = True


@frozen
class Improvement:
    """`gain` is after minus before; `beyond` is after minus `predicted`, and sets the place."""

    person_id: str
    place: int
    beyond: float
    gain: float
    predicted: float


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
