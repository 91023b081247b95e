"""Empirical-Bayes shrinkage: means of few observations are drawn towards the group's.

Normal model: an observation of person i has mean θᵢ and variance σ², θᵢ has mean μ and variance
τ²; σ² and τ² by analysis of variance (Searle, Casella, McCulloch 1992, §3.6).
"""

from collections.abc import Sequence
from math import sqrt

from attrs import frozen


@frozen
class Estimate:
    """What a person's observations say of their true mean: posterior mean and deviation."""

    mean: float
    deviation: float


def shrink(observations: Sequence[Sequence[float]]) -> list[Estimate]:
    """One estimate per person, each with one observation or more.

    With nothing to tell persons apart (τ² = 0) all get the group's mean. The deviation allows
    for τ² being an estimate: it is reckoned with at least the standard error of τ².
    """
    sizes = [len(own) for own in observations]
    means = [sum(own) / len(own) for own in observations]
    total = sum(sizes)
    grand = sum(size * mean for size, mean in zip(sizes, means, strict=True)) / (total or 1)
    within, between, error = _variances(observations, sizes, means, grand)
    return [
        _posterior(mean, within / size, grand, (between, max(between, error)))
        for mean, size in zip(means, sizes, strict=True)
    ]


def _variances(
    observations: Sequence[Sequence[float]],
    sizes: Sequence[int],
    means: Sequence[float],
    grand: float,
) -> tuple[float, float, float]:
    people, total = len(sizes), sum(sizes)
    if people <= 1:
        return 0.0, 0.0, 0.0
    inside = sum(
        (value - mean) ** 2 for own, mean in zip(observations, means, strict=True) for value in own
    )
    across = sum(n * (mean - grand) ** 2 for n, mean in zip(sizes, means, strict=True))
    within = inside / (total - people) if total > people else 0.0
    effective = (total - sum(n * n for n in sizes) / total) / (people - 1)
    between = max(0.0, (across / (people - 1) - within) / effective)
    return within, between, sqrt(2 / (people - 1)) * (between + within / effective)


def _posterior(mean: float, noise: float, grand: float, between: tuple[float, float]) -> Estimate:
    if not noise:
        return Estimate(mean, 0.0)
    trust, doubt = (variance / (variance + noise) for variance in between)
    return Estimate(grand + trust * (mean - grand), sqrt(doubt * noise))
