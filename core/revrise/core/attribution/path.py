"""Journeys folded into distinct paths: what most credit models need to know."""

from collections.abc import Iterable, Sequence

from attrs import field, frozen

from revrise.core.attribution.touch import Journey


@frozen
class Path:
    """A sequence of channels with how many journeys took it, converted, and their value."""

    channels: tuple[str, ...]
    journeys: int
    conversions: int
    value: int


def paths(journeys: Iterable[Journey]) -> tuple[Path, ...]:
    """Distinct paths in alphabetical order; reads the journeys once."""
    tally: dict[tuple[str, ...], list[int]] = {}
    for journey in journeys:
        seen = tally.setdefault(journey.channels, [0, 0, 0])
        seen[0] += 1
        if journey.converted:
            seen[1] += 1
            seen[2] += journey.value or 0
    return tuple(Path(channels, *tally[channels]) for channels in sorted(tally))


@frozen
class Journeys:
    """A set of journeys and its paths, folded once for all models."""

    all: Sequence[Journey]
    paths: tuple[Path, ...] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "paths", paths(self.all))

    @property
    def channels(self) -> tuple[str, ...]:
        """Every channel, in alphabetical order."""
        return tuple(sorted({channel for path in self.paths for channel in path.channels}))

    @property
    def conversions(self) -> int:
        """Journeys that converted."""
        return sum(path.conversions for path in self.paths)

    @property
    def value(self) -> int:
        """Value of the journeys that converted, in minor units."""
        return sum(path.value for path in self.paths)
