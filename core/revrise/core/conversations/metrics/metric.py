"""A measured value that never appears without its definition."""

from typing import Literal

from attrs import frozen

Basis = Literal["words", "utterances", "text"]


@frozen
class Metric:
    """`value` is None exactly when `reason` says why (`no_timing`, `one_side`, `too_short`, …).

    `definition` is `name/variant@version`; `basis` what was counted on; `n` how many units.
    """

    definition: str
    unit: str
    value: float | int | None
    basis: Basis
    n: int
    reason: str | None = None
