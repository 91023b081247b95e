"""What is asked of a panel, and the answer for each behaviour."""

from math import isfinite
from typing import Literal

from attrs import frozen

from revrise.core.errors import Invalid

Verdict = Literal["effect", "no effect", "cannot tell"]
Reason = Literal["too_few", "constant", "constant_outcome", "collinear"]
FEWEST_DRAWS = 99


@frozen
class Question:
    """What to ask of a panel.

    `smallest` is the smallest change of the outcome, per standard deviation of a behaviour,
    that would matter, in units of the outcome; None means 0.1 of its standard deviation.
    `weekly` is how many new rows a week brings, if known. Raises Invalid on bad numbers.
    """

    outcome: str
    behaviours: tuple[str, ...]
    adjust: tuple[str, ...] = ()
    smallest: float | None = None
    weekly: float | None = None
    draws: int = 999

    def __attrs_post_init__(self) -> None:
        for name, value in (("smallest", self.smallest), ("weekly", self.weekly)):
            if value is not None and not (isfinite(value) and value > 0):
                raise Invalid(f"{name} must be a positive number", culprit=name)
        if self.draws < FEWEST_DRAWS:
            raise Invalid(f"an interval needs at least {FEWEST_DRAWS} draws", culprit="draws")


@frozen
class Association:
    """One behaviour and the outcome.

    `estimate` is the change of the outcome (its units) per standard deviation `sd` of the
    behaviour, with its 95 % interval; all figures are None exactly when `reason` says why.
    `more` is how many further rows would let a change of the smallest size be found 80 % of
    the time, `weeks` how long that takes at the weekly rate; both only when it cannot tell.
    """

    behaviour: str
    n: int
    clusters: int
    grade: str
    reason: Reason | None = None
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    correlation: float | None = None
    sd: float | None = None
    p: float | None = None
    q: float | None = None
    detectable: float | None = None
    smallest: float | None = None
    verdict: Verdict = "cannot tell"
    more: int | None = None
    weeks: int | None = None
