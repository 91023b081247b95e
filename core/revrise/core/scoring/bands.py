"""From a measured value to a level."""

from collections.abc import Mapping

from attrs import frozen

from revrise.core.errors import Invalid

LOWEST, HIGHEST = 1, 5
Band = tuple[float | None, float | None]


def valid_level(level: int, culprit: str = "level") -> int:
    """The level itself. Raises Invalid outside 1–5."""
    if not LOWEST <= level <= HIGHEST:
        raise Invalid("must be 1 to 5", culprit=culprit)
    return level


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
