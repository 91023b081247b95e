"""From interval and false discovery rate to effect, no effect or cannot tell."""

from math import ceil

from attrs import evolve

from revrise.core.attribution.question import Association

MOST_FALSE = 0.10


def judged(each: Association, weekly: float | None) -> Association:
    """The association with its verdict.

    effect: the interval excludes zero and q ≤ 0.10. no effect: the interval lies inside ± the
    smallest change that matters. Else cannot tell, with how many more rows could.
    """
    low, high, q = each.low or 0.0, each.high or 0.0, each.q or 0.0
    smallest = each.smallest or 0.0
    if (low > 0 or high < 0) and q <= MOST_FALSE:
        return evolve(each, verdict="effect")
    if -smallest < low and high < smallest:
        return evolve(each, verdict="no effect")
    more = _more(each, smallest, (high - low) / 2)
    return evolve(each, more=more, weeks=ceil(more / weekly) if weekly and more else None)


def _more(each: Association, smallest: float, half: float) -> int | None:
    """Rows until the smallest change is detectable; precision grows with the root of rows.

    Where it already is, rows until the interval tells this estimate from the smallest change.
    """
    short = (each.detectable or 0.0) / smallest
    if short <= 1:
        gap = abs(smallest - abs(each.estimate or 0.0))
        short = half / gap if gap > half / 100 else 0.0
    return max(1, ceil(each.n * (short**2 - 1))) if short else None
