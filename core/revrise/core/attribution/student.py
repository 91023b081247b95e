"""Student's t distribution: probability and quantile, to about ten digits."""

from functools import lru_cache
from math import exp, lgamma, log

_ROUNDS = 300
_CLOSE = 1e-14
_TINY = 1e-300
_HALVINGS = 200


def upper_tail(t: float, df: float) -> float:
    """P(T > t) for df > 0 degrees of freedom."""
    half = _incomplete_beta(df / 2, 0.5, df / (df + t * t)) / 2
    return half if t >= 0 else 1 - half


@lru_cache(maxsize=1024)
def quantile(p: float, df: float) -> float:
    """The t with P(T ≤ t) = p, for 0 < p < 1; by bisection."""
    if p < 0.5:  # noqa: PLR2004 - the median
        return -quantile(1 - p, df)
    low, high = 0.0, 1.0
    while upper_tail(high, df) > 1 - p:
        high *= 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if upper_tail(middle, df) > 1 - p else (low, middle)
    return (low + high) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """Regularised incomplete beta I_x(a, b) by Lentz's continued fraction (DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    """1 / (1 + d₁/(1 + d₂/(1 + …)))."""
    value, c, d = 1.0, 1.0, 0.0
    for step in range(1, _ROUNDS):
        term = _term(a, b, x, step)
        d = 1 / ((1 + term * d) or _TINY)
        c = (1 + term / c) or _TINY
        value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return 1 / value


def _term(a: float, b: float, x: float, step: int) -> float:
    m, odd = divmod(step, 2)
    if odd:
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
