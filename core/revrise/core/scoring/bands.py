"""From a measured value to a level."""

from collections.abc import Mapping

from attrs import frozen

LOWEST, HIGHEST = 1, 5
Band = tuple[float | None, float | None]


@frozen
class Bands:
    """For each level above 1 the values [low, high] that reach it; None is an open end.

    A value gets the highest level whose band holds it, else 1.
    """

    by_level: Mapping[int, Band]

    def level(self, value: float) -> int:
        """The level 1–5 of a value."""
        reached = [
            level
            for level, (low, high) in self.by_level.items()
            if (low is None or value >= low) and (high is None or value <= high)
        ]
        return max(reached, default=LOWEST)
