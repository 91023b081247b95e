"""Figures over people for somebody who may not read their rows: never about fewer than five.

Not by themselves, and not by taking one from another: what is left out of a total, what two
groups differ in, what a day adds.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

K = 5
Name = TypeVar("Name", bound=Hashable)


def enough(people: Collection[str], least: int = K) -> bool:
    """Whether a figure may be about these."""
    return len(set(people)) >= least


def parts(cells: Mapping[Name, Collection[str]], least: int = K) -> set[Name]:
    """Which parts of a whole may be shown beside its total.

    A part with too few people is left out, and as many small ones with it as hide it: what all
    that is left out adds up to is the total less the rest.
    """
    by_size = sorted(cells, key=lambda name: (len(set(cells[name])), str(name)))
    hidden: set[Name] = {name for name in by_size if cells[name] and not enough(cells[name], least)}
    left = [name for name in by_size if name not in hidden]
    people = {person for name in hidden for person in cells[name]}
    while hidden and left and not enough(people, least):
        people |= set(cells[left[0]])
        hidden.add(left.pop(0))
    return set(left)


def groups(wanted: Sequence[Collection[str]], least: int = K) -> list[bool]:
    """Which of some overlapping groups may be shown; the first ones before the others.

    The groups shown cut people into cells: those in the same of them. Whatever is computed from
    their sums is about whole cells, so each holds nobody or enough.
    """
    shown: list[set[str]] = []
    answers = []
    for group in map(set, wanted):
        fits = group in shown or _cut([*shown, group], least)
        if fits and group not in shown:
            shown.append(group)
        answers.append(fits)
    return answers


def steady(
    now: Collection[str],
    kept: Sequence[Collection[str]],
    known: Collection[str] = (),
    least: int = K,
) -> bool:
    """Whether a figure about a group may be told that was told of it when others were in it.

    `kept` is who was in it before, the oldest first, over as long as the figure reaches back; of
    those `known` the reader has the figures anyway. Whoever comes or goes is what two answers
    differ in: so all that were in it are enough people in every way they can be told apart, and
    it is as it was last kept, for what changed since then has not been compared with anything.
    """
    if not kept:
        return True
    sets = list(dict.fromkeys(frozenset(group) - set(known) for group in kept))
    unchanged = set(now) - set(known) == set(kept[-1]) - set(known)
    return unchanged and (len(sets) == 1 or _cut([set(one) for one in sets], least))


def settled(done: Iterable[tuple[str, str]], running: str, least: int = K) -> str:
    """The last period whose figures may be told, of (period, person) pairs; empty for none.

    Periods sort by time; the `running` one is not over. A period is told once enough people did
    something in it or in those before it that are not told: two answers at different times
    differ in the doings of that many, or not at all.
    """
    periods: dict[str, set[str]] = {}
    for period, person in done:
        if period < running:
            periods.setdefault(period, set()).add(person)
    last, since = "", set[str]()
    for period in sorted(periods):
        since |= periods[period]
        if enough(since, least):
            last, since = period, set()
    return last


def _cut(shown: Sequence[set[str]], least: int) -> bool:
    cells: dict[tuple[bool, ...], int] = {}
    for person in set().union(*shown):
        key = tuple(person in group for group in shown)
        cells[key] = cells.get(key, 0) + 1
    return bool(cells) and all(size >= least for size in cells.values())
