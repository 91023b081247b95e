"""A leaderboard that does not mistake luck for merit.

The board is of one fair group and one period; choosing them is the caller's. Few observations
are shrunk towards the group, and places come with the interval that chance leaves them.
"""

from collections.abc import Sequence
from random import Random

from attrs import field, frozen

from revrise.core.errors import Invalid
from revrise.core.rewards.shrinkage import Estimate, shrink

_TAIL = 0.05


@frozen
class Entrant:
    """A person and what was seen of them in the period, one number per week (or call, or deal).

    `expected` is what territory, lead mix and tenure alone would give per observation; it is
    taken off, so that people are compared on what they add. `public` is False for who opted out.
    """

    person_id: str
    observations: tuple[float, ...]
    expected: float = 0.0
    public: bool = True


@frozen
class Place:
    """A person's place: 1 is best, equal scores share one; `first`–`last` is its 90 % interval.

    `score` is shrunk, `raw` the plain mean, both per observation and less what was expected.
    """

    person_id: str
    place: int
    first: int
    last: int
    score: float
    raw: float
    observations: int


@frozen
class Leaderboard:
    """`entrants` counts everybody, also the `opted_out`, who help to estimate and are not placed.

    `places` is empty when fewer than the smallest group entered.
    """

    entrants: int
    opted_out: int
    places: tuple[Place, ...] = field(default=())


def leaderboard(
    entrants: Sequence[Entrant], rng: Random, *, smallest: int = 1, draws: int = 1000
) -> Leaderboard:
    """The board of a group. The same `rng` gives the same intervals, in any order of entrants.

    People without observations are counted and not placed. Fewer than `smallest` (≥ 1) people to
    place leave the board empty. Raises Invalid for `smallest` or `draws` below 1, or a person
    entered twice.
    """
    if smallest < 1 or draws < 1:
        raise Invalid("smallest and draws must be 1 or more")
    if len({one.person_id for one in entrants}) < len(entrants):
        raise Invalid("a person is entered twice", culprit="entrants")
    opted_out = sum(not one.public for one in entrants)
    seen = sorted((one for one in entrants if one.observations), key=lambda one: one.person_id)
    scores = shrink([[value - one.expected for value in one.observations] for one in seen])
    shown = [(one, score) for one, score in zip(seen, scores, strict=True) if one.public]
    if len(shown) < smallest:
        return Leaderboard(len(entrants), opted_out)
    intervals = _intervals([score for _, score in shown], rng, draws)
    return Leaderboard(len(entrants), opted_out, _placed(shown, intervals))


def _placed(
    shown: Sequence[tuple[Entrant, Estimate]], intervals: Sequence[tuple[int, int]]
) -> tuple[Place, ...]:
    ranks = places([score.mean for _, score in shown])
    found = [
        Place(
            person_id=one.person_id,
            place=rank,
            first=min(low, rank),
            last=max(high, rank),
            score=score.mean,
            raw=sum(one.observations) / len(one.observations) - one.expected,
            observations=len(one.observations),
        )
        for (one, score), rank, (low, high) in zip(shown, ranks, intervals, strict=True)
    ]
    return tuple(sorted(found, key=lambda each: (each.place, each.person_id)))


def places(scores: Sequence[float]) -> list[int]:
    """1 for the highest; equal scores (to nine digits) share a place and the next are skipped."""
    rounded = [float(f"{score:.9g}") for score in scores]
    first: dict[float, int] = {}
    for rank, score in enumerate(sorted(rounded, reverse=True), start=1):
        first.setdefault(score, rank)
    return [first[score] for score in rounded]


def _intervals(scores: Sequence[Estimate], rng: Random, draws: int) -> list[tuple[int, int]]:
    """5 % and 95 % points of each place when true means are drawn from what is known of them."""
    seen: list[list[int]] = [[] for _ in scores]
    for _ in range(draws):
        drawn = places([rng.gauss(score.mean, score.deviation) for score in scores])
        for ranks, rank in zip(seen, drawn, strict=True):
            ranks.append(rank)
    return [_span(sorted(ranks)) for ranks in seen]


def _span(ranks: Sequence[int]) -> tuple[int, int]:
    cut = int(_TAIL * len(ranks))
    return ranks[cut], ranks[len(ranks) - 1 - cut]
