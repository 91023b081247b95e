"""Is the scheme fair, or do points go with things that nobody chose.

A link is the correlation of a person's points with such a thing, with the 90 % interval of
Fisher's z. No link is only claimed where the interval stays within ±0.3, a weak link at most.
"""

from collections.abc import Sequence
from math import atanh, sqrt, tanh
from typing import Literal

from attrs import frozen

from revrise.core.bilingual import Bilingual

FEWEST = 8
WEAK = 0.3
_Z = 1.645  # 90 %
_SURE = 0.999_999
Seen = Literal["link", "no link", "cannot tell"]


@frozen
class Link:
    """How points go with one thing over `n` people; the figures are None below eight people."""

    factor: str
    title: Bilingual
    n: int
    r: float | None = None
    low: float | None = None
    high: float | None = None
    seen: Seen = "cannot tell"


def link(factor: str, title: Bilingual, points: Sequence[float], things: Sequence[float]) -> Link:
    """The link of points with a thing, one pair a person, in the same order."""
    n = len(points)
    r = _correlation(points, things)
    if n < FEWEST or r is None:
        return Link(factor, title, n)
    z, half = atanh(max(-_SURE, min(_SURE, r))), _Z / sqrt(n - 3)
    low, high = tanh(z - half), tanh(z + half)
    return Link(factor, title, n, r, low, high, _seen(low, high))


def _seen(low: float, high: float) -> Seen:
    if low > 0 or high < 0:
        return "link"
    return "no link" if low >= -WEAK and high <= WEAK else "cannot tell"


def _correlation(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Pearson's r; None where one of them does not vary."""
    if not a:
        return None
    middle_a, middle_b = sum(a) / len(a), sum(b) / len(b)
    aa = sum((x - middle_a) ** 2 for x in a)
    bb = sum((y - middle_b) ** 2 for y in b)
    ab = sum((x - middle_a) * (y - middle_b) for x, y in zip(a, b, strict=True))
    return ab / sqrt(aa * bb) if aa > 0 and bb > 0 else None
