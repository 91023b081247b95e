"""How well a detector agrees with people's labels: precision, recall, F1 with an interval."""

from collections.abc import Iterable
from math import sqrt
from typing import Any

from attrs import frozen

_Z = 1.959964
_DIGITS = 4


@frozen
class Tally:
    """Decisions by outcome: hits, false alarms, misses, and rightly left alone."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    rest: int = 0

    @staticmethod
    def of(pairs: Iterable[tuple[bool, bool]]) -> "Tally":
        """Counts pairs of (labelled, found)."""
        counts = {(True, True): 0, (False, True): 0, (True, False): 0, (False, False): 0}
        for pair in pairs:
            counts[pair] += 1
        return Tally(*counts.values())

    @property
    def f1(self) -> float | None:
        """2 × hits ÷ (2 × hits + false + missed); None where nothing is labelled or found."""
        return _share(2 * self.hits, 2 * self.hits + self.false + self.missed)

    def figures(self) -> dict[str, Any]:
        """Precision, recall, F1 (each None where undefined) and `ci95` of F1, rounded to 4."""
        found, labelled = self.hits + self.false, self.hits + self.missed
        return {
            "precision": _rounded(_share(self.hits, found)),
            "recall": _rounded(_share(self.hits, labelled)),
            "f1": _rounded(self.f1),
            "ci95": self._interval(),
        }

    def _interval(self) -> list[float] | None:
        # F1 = 2J ÷ (1 + J) rises with J = hits ÷ (hits + false + missed), which is a plain share:
        # Wilson's interval of J therefore maps onto one of F1, without drawing any numbers.
        n = self.hits + self.false + self.missed
        if not n:
            return None
        return [round(2 * share / (1 + share), _DIGITS) for share in _wilson(self.hits / n, n)]


def _wilson(rate: float, n: int) -> tuple[float, float]:
    z2 = _Z**2
    middle = rate + z2 / (2 * n)
    half = _Z * sqrt(rate * (1 - rate) / n + z2 / (4 * n * n))
    return max(0.0, (middle - half) / (1 + z2 / n)), min(1.0, (middle + half) / (1 + z2 / n))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)
