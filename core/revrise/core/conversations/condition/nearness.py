"""Which of some stretches [start, end) have one of others within reach. n log n.

`theirs` are in order of their starts. `reach` is in the unit of the places.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

Thing = TypeVar("Thing")
Placed = Sequence[tuple[tuple[int, int], Thing]]


def beside(ours: Placed[Thing], theirs: Placed[Thing], reach: int) -> list[Thing]:
    """Those of ours with one of theirs at most `reach` before or after, or across them."""
    starts = [start for (start, _), _ in theirs]
    furthest = list(accumulate((end for (_, end), _ in theirs), max))

    def near(start: int, end: int) -> bool:
        begun = bisect_right(starts, end + reach)
        return begun > 0 and furthest[begun - 1] >= start - reach

    return [thing for place, thing in ours if near(*place)]


def followed(ours: Placed[Thing], theirs: Placed[Thing], reach: int) -> list[Thing]:
    """Those of ours after whose end one of theirs starts, at most `reach` later."""
    starts = [start for (start, _), _ in theirs]

    def near(end: int) -> bool:
        next_one = bisect_left(starts, end)
        return next_one < len(starts) and starts[next_one] <= end + reach

    return [thing for (_, end), thing in ours if near(end)]


def preceded(ours: Placed[Thing], theirs: Placed[Thing], reach: int) -> list[Thing]:
    """Those of ours before whose start one of theirs ended, at most `reach` earlier."""
    ends = sorted(end for (_, end), _ in theirs)

    def near(start: int) -> bool:
        ended = bisect_right(ends, start)
        return ended > 0 and ends[ended - 1] >= start - reach

    return [thing for (start, _), thing in ours if near(start)]
