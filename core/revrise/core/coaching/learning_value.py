"""How much is learnt by listening to a call nobody reviewed: the published formula, version 1.

Value = disagreement (40 at most) + novelty (30 at most) + a plan it tests (10) + a share of the
days the rep was not heard (docs/reviews.md). Whole points; the same rows in any order give the same
queue. Who was not heard for 81 days longer than another comes before them, whatever their calls
are like: so everybody is heard.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from math import floor

from attrs import Factory, evolve, frozen

from revrise.core.conversations.call import LISTED
from revrise.core.conversations.metrics.spread import MiddleHalf

FORMULA = "learning_value/A@1"
DISPUTED, APART, EDGE = 40, 20, 20
UNUSUAL, RARE = 20, 10
TESTS_PLAN = 10
NEVER_HEARD = 90
LONGEST = 365
# So near to the middle between two levels another coach may well give the other one.
_NEAR = 0.25
# An objection in fewer than one of 20 calls is rare; of fewer calls nobody can tell.
_SELDOM, _ENOUGH = 0.05, 20
# A middle half narrower than this part of its median counts as so wide.
_NARROW = 0.1


@frozen
class Why:
    """A reason, its points and the figures it is made of.

    `kind` is disputed | apart | edge | unscored | unusual | rare | tests_plan | unheard |
    never_heard; `about` a criterion, rubric, metric, category or competency. `figure` is the
    value, beside what is usual (`low` to `high`) or of how many (`n`).
    """

    kind: str
    points: int
    about: str = ""
    figure: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None


@frozen
class Card:
    """A scorecard of the machine: rubric and score."""

    rubric: str
    score: float | None


@frozen
class Candidate:
    """A call nobody reviewed. `figures` are the LISTED metrics, `disputed` a criterion.

    `by` says by which definition questions per hour and `objections` were heard, where it matters.
    """

    call_id: str
    person_id: str
    at: datetime
    cards: tuple[Card, ...] = ()
    figures: Mapping[str, float | None] = Factory(dict)
    objections: tuple[str, ...] = ()
    disputed: str | None = None
    plan: str | None = None
    by: Mapping[str, str | None] = Factory(dict)


@frozen
class Known:
    """What calls are held against.

    `apart` is by rubric how far coaches' scores were from the machine's, and over how many.
    `usual` is by person, metric and what it was heard `by`, the team's where theirs is not known.
    `objected` is how many calls had a category, of so many `heard`, by what they were heard by.
    `unheard` are the days since a call of a person was
    reviewed, None for never.
    """

    apart: Mapping[str, tuple[float, int]] = Factory(dict)
    usual: Mapping[tuple[str, str, str | None], MiddleHalf] = Factory(dict)
    objected: Mapping[tuple[str | None, str], int] = Factory(dict)
    heard: Mapping[str | None, int] = Factory(dict)
    unheard: Mapping[str, int | None] = Factory(dict)


@frozen
class Ranked:
    """A call and its reasons; its value is their sum."""

    candidate: Candidate
    why: tuple[Why, ...]

    @property
    def value(self) -> int:
        """Points; days not heard let it go over 100."""
        return sum(one.points for one in self.why)


def ranked(candidates: Iterable[Candidate], known: Known) -> list[Ranked]:
    """The queue: the highest value first; alike ones the older first."""
    by_person: dict[str, list[Ranked]] = defaultdict(list)
    for one in candidates:
        by_person[one.person_id].append(Ranked(one, tuple(_own(one, known))))
    found = [
        evolve(one, why=(*one.why, *_coverage(one.candidate.person_id, place, known)))
        for calls in by_person.values()
        for place, one in enumerate(sorted(calls, key=_order), 1)
    ]
    return sorted(found, key=_order)


def _order(one: Ranked) -> tuple[int, datetime, str]:
    return -one.value, one.candidate.at, one.candidate.call_id


def _own(one: Candidate, known: Known) -> Iterator[Why]:
    yield from _disagreement(one, known)
    yield from _novelty(one, known)
    if one.plan:
        yield Why("tests_plan", TESTS_PLAN, one.plan)


def _disagreement(one: Candidate, known: Known) -> Sequence[Why]:
    """An open dispute, else that of the scorecard one can rely on least."""
    if one.disputed:
        return (Why("disputed", DISPUTED, one.disputed),)
    each = [tuple(_doubts(card, known)) for card in sorted(one.cards, key=lambda c: c.rubric)]
    return max(each, key=lambda why: sum(part.points for part in why), default=())


def _doubts(card: Card, known: Known) -> Iterator[Why]:
    gap, n = known.apart.get(card.rubric, (0.0, 0))
    if points := _points(APART, gap):
        yield Why("apart", points, card.rubric, round(gap, 2), n=n)
    if card.score is None:
        yield Why("unscored", EDGE, card.rubric)
        return
    off = abs(card.score - floor(card.score) - 0.5)
    if points := _points(EDGE, 1 - off / _NEAR):
        yield Why("edge", points, card.rubric, card.score)


def _novelty(one: Candidate, known: Known) -> Iterator[Why]:
    far = [why for name in LISTED if (why := _unusual(one, name, known))]
    if far:
        yield max(far, key=lambda why: why.points)  # the first of LISTED among alike
    by = one.by.get("objections")
    heard = known.heard.get(by, 0)
    if heard < _ENOUGH:
        return
    seldom = [(known.objected.get((by, name), 0) / heard, name) for name in one.objections]
    if seldom and min(seldom)[0] < _SELDOM:
        share, name = min(seldom)
        yield Why("rare", RARE, name, round(share, 4), n=heard)


def _unusual(one: Candidate, metric: str, known: Known) -> Why | None:
    value = one.figures.get(metric)
    half = known.usual.get((one.person_id, metric, one.by.get(metric)))
    if value is None or half is None:
        return None
    wide = max(half.high - half.low, abs(half.median) * _NARROW)
    beyond = max(half.low - value, value - half.high)
    points = _points(UNUSUAL, beyond / (2 * wide)) if wide else 0
    return Why("unusual", points, metric, value, half.low, half.high, half.n) if points else None


def _coverage(person: str, place: int, known: Known) -> Iterator[Why]:
    """Days not heard, for the first call in full, for the second in half and so on."""
    days = known.unheard.get(person)
    if days is None:
        yield Why("never_heard", NEVER_HEARD // place, n=place)
    elif points := min(days, LONGEST) // place:
        yield Why("unheard", points, figure=days, n=place)


def _points(most: int, part: float) -> int:
    return round(most * min(1.0, max(0.0, part)))
