"""Stretches [start, end) of time or of a text: joined, measured, overlapped."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import chain, islice, starmap
from operator import itemgetter, lt, sub

Interval = tuple[int, int]
_start, _end = itemgetter(0), itemgetter(1)


def union(intervals: Iterable[Interval], gap: int = 0) -> tuple[Interval, ...]:
    """Disjoint and ordered; stretches at most `gap` apart become one. Empty ones vanish."""
    ordered = sorted(intervals)
    if not gap and _apart(ordered):
        return tuple(ordered)
    joined: list[Interval] = []
    held: Interval | None = None
    end = 0
    for one in ordered:
        first, last = one
        if held is not None and first - gap <= end:
            end = max(end, last)
        elif first < last:
            if held is not None:
                joined.append(held if held[1] == end else (held[0], end))
            held, end = one, last
    if held is not None:
        joined.append(held if held[1] == end else (held[0], end))
    return tuple(joined)


def _apart(ordered: Sequence[Interval]) -> bool:
    """Whether there is nothing to join, as with the words of one speaker."""
    return all(starmap(lt, ordered)) and all(
        map(lt, map(_end, ordered), map(_start, islice(ordered, 1, None)))
    )


def total(intervals: Iterable[Interval]) -> int:
    """The sum of their lengths; of a union, the time covered."""
    return sum([end - start for start, end in intervals])


def overlaps(ours: Sequence[Interval], theirs: Sequence[Interval]) -> list[Interval]:
    """Where two unions overlap, in order; fast where one of them is short."""
    few, many = sorted((ours, theirs), key=len)
    shared: list[Interval] = []
    for start, end in few:
        at = bisect_right(many, start, key=_end)
        while at < len(many) and many[at][0] < end:
            shared.append((max(start, many[at][0]), min(end, many[at][1])))
            at += 1
    return shared


def gaps(intervals: Sequence[Interval], end: int) -> list[int]:
    """Lengths of the stretches of [0, end) that a union leaves free."""
    begun = chain((0,), map(_end, intervals))
    return [free for free in map(sub, chain(map(_start, intervals), (end,)), begun) if free > 0]
