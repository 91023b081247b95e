"""Agreement of two scorers on ordered levels: formulas alone, without minimum and verdict.

Sources: quadratic weights, J. Cohen, Psychological Bulletin 70 (1968) 213–220; κ within strata, W.
Barlow, M. Lai and S. Azen, Statistics in Medicine 10 (1991) 1465–1472; ICC(2,1), absolute
agreement of single scorers, P. Shrout and J. Fleiss, Psychological Bulletin 86 (1979) 420–428;
α for interval data, K. Krippendorff, Content Analysis (2004), chapter 11.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

Levels = tuple[float, float]
TWO = 2
# What is left of equal levels that are no whole numbers.
_ROUNDING = 1e-12


class Sums(NamedTuple):
    """What weighted κ needs of pairs (a, b); sums of parts add up, so resampling is cheap."""

    n: float = 0
    apart: float = 0
    a: float = 0
    aa: float = 0
    b: float = 0
    bb: float = 0

    @property
    def by_chance(self) -> float:
        """Σ w over all a with all b, ÷ n: n·(mean(a²) + mean(b²) − 2·mean(a)·mean(b)).

        0 where all levels are one and the same, but for what rounding leaves.
        """
        found = self.aa + self.bb - 2 * self.a * self.b / self.n if self.n else 0
        return found if found > (self.aa + self.bb) * _ROUNDING else 0


def kappa_within(strata: Iterable[Sums]) -> float | None:
    """κ_w = 1 − Σ w·observed ÷ Σ w·expected with w = (a − b)², expected within each stratum.

    What differs from stratum to stratum alone is no agreement. None without pairs, and where
    both always give one and the same level in each: nothing varies.
    """
    found = list(strata)
    by_chance = sum(one.by_chance for one in found)
    return 1 - sum(one.apart for one in found) / by_chance if by_chance else None


def sums(pairs: Iterable[Levels]) -> Sums:
    """The sums of some pairs."""
    return added(Sums(1, (a - b) ** 2, a, a * a, b, b * b) for a, b in pairs)


def added(parts: Iterable[Sums]) -> Sums:
    """The sums of all parts together."""
    return Sums(*map(sum, zip(*parts, strict=True)))


def weighted_kappa(pairs: Iterable[Levels]) -> float | None:
    """Quadratically weighted κ of pairs of levels, of one stratum."""
    return kappa_within([sums(pairs)])


def icc(pairs: Sequence[Levels]) -> float | None:
    """ICC(2,1) of two scorers: (MSR − MSE) ÷ (MSR + MSE + 2·(MSC − MSE) ÷ n).

    MSR, MSC and MSE are the mean squares of things, scorers and what is left. None below two
    pairs, and where nothing varies.
    """
    n = len(pairs)
    if n < TWO:
        return None
    mean = sum(a + b for a, b in pairs) / (2 * n)
    things = 2 * sum(((a + b) / 2 - mean) ** 2 for a, b in pairs)
    columns = [sum(pair[side] for pair in pairs) / n for side in range(TWO)]
    scorers = n * sum((column - mean) ** 2 for column in columns)
    whole = sum((level - mean) ** 2 for pair in pairs for level in pair)
    msr, msc, mse = things / (n - 1), scorers, (whole - things - scorers) / (n - 1)
    under = msr + mse + 2 * (msc - mse) / n
    return (msr - mse) / under if under > _ROUNDING else None


def alpha(things: Iterable[Sequence[float]]) -> float | None:
    """Krippendorff's α for interval data, over things each scored by any number of people.

    1 − D_o ÷ D_e: the mean squared distance within things over that among all levels. Things with
    one level count for nothing. None without a thing scored twice, and where nothing varies.
    """
    kept = [levels for levels in things if len(levels) >= TWO]
    every = [level for levels in kept for level in levels]
    n = len(every)
    expected = _distances(every) / (n - 1) if n else 0.0
    if expected <= n * n * _ROUNDING:
        return None
    return 1 - sum(_distances(levels) / (len(levels) - 1) for levels in kept) / expected


def _distances(levels: Sequence[float]) -> float:
    """Σ over ordered pairs of (x − y)², which is 2·(m·Σx² − (Σx)²)."""
    return 2 * (len(levels) * sum(x * x for x in levels) - sum(levels) ** 2)
