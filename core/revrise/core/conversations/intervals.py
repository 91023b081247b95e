"""Stretches of time [start, end) in ms: joined, measured, overlapped."""

from collections.abc import Iterable, Sequence

Interval = tuple[int, int]


def union(intervals: Iterable[Interval], gap: int = 0) -> tuple[Interval, ...]:
    """Disjoint and ordered; stretches at most `gap` ms apart become one. Empty ones vanish."""
    joined: list[Interval] = []
    start = end = None
    for first, last in sorted(intervals):
        if last <= first:
            continue
        if start is None or end is None or first > end + gap:
            if start is not None and end is not None:
                joined.append((start, end))
            start, end = first, last
        elif last > end:
            end = last
    if start is not None and end is not None:
        joined.append((start, end))
    return tuple(joined)


def total(intervals: Iterable[Interval]) -> int:
    """The sum of their lengths; of a union, the time covered."""
    return sum([end - start for start, end in intervals])


def overlaps(ours: Sequence[Interval], theirs: Sequence[Interval]) -> list[Interval]:
    """Where two unions overlap, in order."""
    shared: list[Interval] = []
    mine = other = 0
    while mine < len(ours) and other < len(theirs):
        start = max(ours[mine][0], theirs[other][0])
        end = min(ours[mine][1], theirs[other][1])
        if start < end:
            shared.append((start, end))
        if ours[mine][1] <= theirs[other][1]:
            mine += 1
        else:
            other += 1
    return shared


def gaps(intervals: Sequence[Interval], end: int) -> list[int]:
    """Lengths of the stretches of [0, end) that a union leaves free."""
    free: list[int] = []
    clock = 0
    for start, stop in intervals:
        if start > clock:
            free.append(start - clock)
        clock = stop
    if end > clock:
        free.append(end - clock)
    return free
