"""Figures of what people and a machine gave the same: with an interval, or why there are none."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

from attrs import field, frozen

from revrise.core.conversations.words.language import primary
from revrise.core.scoring.agreement import Levels, Sums, added, kappa_within, sums

LEAST_PAIRS, LEAST_CALLS = 30, 10
DRAWS, SEED = 1000, 1
T = TypeVar("T")


@frozen
class Pair:
    """One criterion of one call: a person's level, the machine's; whether the person was blind.

    Of a `language` the first part counts: zh of zh-CN.
    """

    call: str
    criterion: str
    language: str = field(converter=primary)
    human: float
    machine: float
    coach: str = ""
    blind: bool = True


@frozen
class Figure:
    """A value with its 95 % interval, or None with the reason; `n` pairs of `calls` calls.

    Reasons: too_few_pairs | too_few_calls | no_variation | no_common_level | one_language.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    n: int = 0
    calls: int = 0
    reason: str | None = None


def kappa(pairs: Sequence[Pair]) -> Figure:
    """Weighted κ of person and machine within criteria; its interval by draws of whole calls."""
    if few := lack(pairs):
        return empty(pairs, few)
    names = sorted({one.criterion for one in pairs})
    parts = [_by_criterion(call, names) for call in by_call(pairs)]
    return interval(_within(parts), pairs, draws(parts, _within))


def _by_criterion(call: Sequence[Pair], names: Sequence[str]) -> list[Sums]:
    found: dict[str, list[Levels]] = {name: [] for name in names}
    for one in call:
        found[one.criterion].append((one.human, one.machine))
    return [sums(each) if each else Sums() for each in found.values()]


def _within(calls: Sequence[Sequence[Sums]]) -> float | None:
    return kappa_within(map(added, zip(*calls, strict=True)))


def lack(pairs: Sequence[Pair]) -> str | None:
    """Why there are too few for any figure; None where there are enough."""
    if len(pairs) < LEAST_PAIRS:
        return "too_few_pairs"
    return "too_few_calls" if len({one.call for one in pairs}) < LEAST_CALLS else None


def by_call(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """The pairs of each call."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for one in pairs:
        found[one.call].append(one)
    return list(found.values())


def draws(calls: Sequence[T], figure: Callable[[Sequence[T]], float | None]) -> list[float]:
    """The figure of as many calls drawn with replacement, DRAWS times, where there is one."""
    rolls = Random(SEED)  # noqa: S311  # a repeatable figure, no secret
    drawn = (figure(rolls.choices(calls, k=len(calls))) for _ in range(DRAWS))
    return sorted(one for one in drawn if one is not None)


def interval(value: float | None, pairs: Sequence[Pair], drawn: Sequence[float]) -> Figure:
    """The 2.5 % and 97.5 % points of the draws (B. Efron, Annals of Statistics 7, 1979, 1–26)."""
    if value is None or not drawn:
        return empty(pairs, "no_variation")
    low, high = (drawn[int(share * (len(drawn) - 1))] for share in (0.025, 0.975))
    return Figure(value, low, high, *_size(pairs))


def plain(value: float | None, pairs: Sequence[Pair]) -> Figure:
    """A value without an interval, where there are enough pairs."""
    if few := lack(pairs):
        return empty(pairs, few)
    n, calls = _size(pairs)
    return Figure(value, n=n, calls=calls, reason="no_variation" if value is None else None)


def empty(pairs: Sequence[Pair], reason: str) -> Figure:
    """No value, for a reason."""
    n, calls = _size(pairs)
    return Figure(None, n=n, calls=calls, reason=reason)


def _size(pairs: Sequence[Pair]) -> tuple[int, int]:
    return len(pairs), len({one.call for one in pairs})
