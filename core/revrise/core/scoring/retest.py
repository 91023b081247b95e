"""How a machine's levels hold when the same words, or nearly the same, are scored again."""

from collections.abc import Iterable

from attrs import frozen

from revrise.core.scoring.agreement import weighted_kappa


@frozen
class Retest:
    """The κ of the machine with itself, and the share of `n` levels left the same.

    A level that is told once only has not stayed; κ is over those told both times, None where
    there are none or nothing varies.
    """

    kappa: float | None
    same: float | None
    n: int


def retest(pairs: Iterable[tuple[float | None, float | None]]) -> Retest:
    """Each level as first scored and as scored again, or on words that were changed a little."""
    told = [(a, b) for a, b in pairs if (a, b) != (None, None)]
    both = [(a, b) for a, b in told if a is not None and b is not None]
    same = sum(a == b for a, b in both) / len(told) if told else None
    return Retest(weighted_kappa(both), same, len(told))
