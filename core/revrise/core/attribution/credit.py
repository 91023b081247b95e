"""Multi-touch credit by rule: who touched first, last, or how long before the end.

Each model shares every conversion, and its value, among the channels of its journey. The
shares of a journey are ≥ 0 and sum to one, so credits sum to the conversions and the value.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import fsum

from attrs import frozen

from revrise.core.attribution.path import Journeys
from revrise.core.attribution.touch import Journey
from revrise.core.errors import Invalid

_DAY = 86_400.0
_EDGE = 0.4
_PAIR = 2

Weights = Sequence[float]
Share = tuple[str, float, float]


@frozen
class Credit:
    """What a channel is given: conversions, value in minor units, share of conversions 0–1."""

    channel: str
    conversions: float
    value: float
    share: float


def first(journeys: Journeys) -> tuple[Credit, ...]:
    """All to the first contact."""
    return by_position(journeys, lambda n: [1.0] + [0.0] * (n - 1))


def last(journeys: Journeys) -> tuple[Credit, ...]:
    """All to the last contact."""
    return by_position(journeys, lambda n: [0.0] * (n - 1) + [1.0])


def linear(journeys: Journeys) -> tuple[Credit, ...]:
    """The same to every contact."""
    return by_position(journeys, lambda n: [1.0 / n] * n)


def position(journeys: Journeys) -> tuple[Credit, ...]:
    """40 % to the first, 40 % to the last, 20 % among those between; one 100 %, two 50 % each."""
    return by_position(journeys, _ends_first)


def _ends_first(n: int) -> Weights:
    if n <= _PAIR:
        return [1.0 / n] * n
    return [_EDGE, *[(1 - 2 * _EDGE) / (n - 2)] * (n - 2), _EDGE]


def time_decay(journeys: Journeys, half_life_days: float = 7.0) -> tuple[Credit, ...]:
    """A contact `half_life_days` before another one weighs half as much.

    Decay has no memory, so measuring from the last contact or from the conversion gives the
    same shares. Raises Invalid for a half-life that is not positive.
    """
    if not half_life_days > 0:
        raise Invalid("the half-life must be positive", culprit="half_life_days")
    return collect(journeys, _decayed(journeys.all, half_life_days * _DAY))


def _decayed(journeys: Iterable[Journey], half_life: float) -> Iterable[Share]:
    for journey in journeys:
        if not journey.converted:
            continue
        end, value = journey.touches[-1].at, journey.value or 0
        weights = [0.5 ** ((end - t.at).total_seconds() / half_life) for t in journey.touches]
        total = sum(weights)
        for touch, weight in zip(journey.touches, weights, strict=True):
            yield touch.channel, weight / total, weight / total * value


def by_position(journeys: Journeys, weights: Callable[[int], Weights]) -> tuple[Credit, ...]:
    """Credit where `weights(n)` says what each of n contacts gets (≥ 0, summing to one)."""
    known: dict[int, Weights] = {}
    shares: list[Share] = []
    for path in journeys.paths:
        if not path.conversions:
            continue
        n = len(path.channels)
        parts = known.get(n) or known.setdefault(n, weights(n))
        for channel, part in zip(path.channels, parts, strict=True):
            shares.append((channel, part * path.conversions, part * path.value))
    return collect(journeys, shares)


def collect(journeys: Journeys, shares: Iterable[Share]) -> tuple[Credit, ...]:
    """Credits from (channel, conversions, value) shares; every channel of the journeys appears."""
    conversions: dict[str, list[float]] = {channel: [] for channel in journeys.channels}
    value: dict[str, list[float]] = {channel: [] for channel in conversions}
    for channel, part, worth in shares:
        conversions[channel].append(part)
        value[channel].append(worth)
    return settled(
        journeys,
        {channel: fsum(parts) for channel, parts in conversions.items()},
        {channel: fsum(parts) for channel, parts in value.items()},
    )


def settled(
    journeys: Journeys, conversions: Mapping[str, float], value: Mapping[str, float]
) -> tuple[Credit, ...]:
    """Credits, most conversions first, with rounding error moved to the largest."""
    exact = _closed(conversions, journeys.conversions)
    worth = _closed(value, journeys.value)
    total = journeys.conversions or 1
    found = [Credit(name, part, worth[name], part / total) for name, part in exact.items()]
    return tuple(sorted(found, key=lambda credit: (-credit.conversions, credit.channel)))


def _closed(parts: Mapping[str, float], total: int) -> dict[str, float]:
    closed = dict(parts)
    if closed:
        largest = max(closed, key=lambda name: (closed[name], name))
        closed[largest] += fsum([total, *(-part for part in closed.values())])
    return closed
