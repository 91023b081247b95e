"""What is different between two versions of a rubric, criterion by criterion."""

from collections.abc import Iterator, Mapping
from difflib import unified_diff
from typing import TypeVar

from attrs import evolve, frozen

from revrise.core.scoring.bands import Bands
from revrise.core.scoring.measure import NO_BANDS
from revrise.core.scoring.rubric import Blocker, Criterion, RubricDefinition

T = TypeVar("T")


@frozen
class Change:
    """What another version says of one criterion, or of the rubric itself (`criterion` empty).

    `what` is added | removed | title | competency | weight | minimum | anchors | bands | measure |
    blockers | languages | when | order. `before` and `after` are in figures and words where a few
    will do, empty otherwise.
    """

    criterion: str
    what: str
    before: str = ""
    after: str = ""


@frozen
class RubricDiff:
    """The changes, in the order of the newer version; `lines` of the texts as a unified diff."""

    changes: tuple[Change, ...]
    lines: tuple[str, ...]


def difference(before: RubricDefinition | None, after: RubricDefinition) -> RubricDiff:
    """From one version to another; of a rubric there was not, everything is added."""
    new = {one.id: one for one in after.criteria}
    old = {one.id: one for one in before.criteria} if before else {}
    changes = (
        *(_whole(before, after) if before else ()),
        *(Change(name, "added", after=f"×{one.weight}") for name, one in _only(new, old)),
        *(Change(name, "removed", f"×{one.weight}") for name, one in _only(old, new)),
        *(change for name in new if name in old for change in _criterion(old[name], new[name])),
    )
    said = before.source if before else ""
    lines = unified_diff(said.splitlines(), after.source.splitlines(), lineterm="", n=2)
    return RubricDiff(changes, tuple(lines)[2:])


def _only(one: Mapping[str, T], other: Mapping[str, T]) -> Iterator[tuple[str, T]]:
    return ((name, thing) for name, thing in one.items() if name not in other)


def _whole(before: RubricDefinition, after: RubricDefinition) -> Iterator[Change]:
    if before.title != after.title:
        yield Change("", "title", _said(before.title), _said(after.title))
    if before.languages != after.languages:
        yield Change("", "languages", ", ".join(before.languages), ", ".join(after.languages))
    if before.when != after.when:
        yield Change("", "when", before.when, after.when)
    if before.blockers != after.blockers:
        yield Change("", "blockers", _ids(before.blockers), _ids(after.blockers))
    both = {one.id for one in before.criteria} & {one.id for one in after.criteria}
    order = [[one.id for one in each.criteria if one.id in both] for each in (before, after)]
    if order[0] != order[1]:
        yield Change("", "order", ", ".join(order[0]), ", ".join(order[1]))


def _criterion(old: Criterion, new: Criterion) -> Iterator[Change]:
    if old.title != new.title:
        yield Change(new.id, "title", _said(old.title), _said(new.title))
    for what in ("competency", "weight", "minimum"):
        was, now = getattr(old, what), getattr(new, what)
        if was != now:
            yield Change(new.id, what, str(was), str(now))
    for level in _levels(old, new):
        yield Change(new.id, "anchors", level, level)
    if old.measure.bands != new.measure.bands:
        yield Change(new.id, "bands", _bands(old.measure.bands), _bands(new.measure.bands))
    if evolve(old.measure, bands=NO_BANDS) != evolve(new.measure, bands=NO_BANDS):
        yield Change(new.id, "measure", _kind(old), _kind(new))


def _levels(old: Criterion, new: Criterion) -> Iterator[str]:
    """Which anchors say something else, e.g. `en 1, 3`."""
    for language in dict.fromkeys([*old.anchors, *new.anchors]):
        was, now = old.anchors.get(language, ()), new.anchors.get(language, ())
        if not was or not now:
            yield language
            continue
        apart = [str(at) for at, (a, b) in enumerate(zip(was, now, strict=True), 1) if a != b]
        if apart:
            yield f"{language} {', '.join(apart)}"


def _bands(bands: Bands) -> str:
    """Such as `3: ≥ 2; 5: 6–9`."""
    return "; ".join(f"{level}: {_band(*band)}" for level, band in sorted(bands.by_level.items()))


def _band(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        end = low if high is None else high
        return "any" if end is None else f"{'≥' if high is None else '≤'} {end:g}"
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"


def _kind(one: Criterion) -> str:
    return type(one.measure).__name__


def _said(texts: Mapping[str, str]) -> str:
    return " · ".join(texts.values())


def _ids(blockers: tuple[Blocker, ...]) -> str:
    return ", ".join(one.id for one in blockers)
