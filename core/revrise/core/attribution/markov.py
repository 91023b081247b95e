"""Credit by removal in a Markov chain of order one (Anderl et al. 2016, removal effect)."""

from collections import defaultdict

from revrise.core.attribution.credit import Credit, settled
from revrise.core.attribution.linear import Matrix, inverse
from revrise.core.attribution.path import Journeys

_START = ""


def markov(journeys: Journeys) -> tuple[Credit, ...]:
    """Each channel by how many conversions would be lost if it led nowhere.

    States are the start, the channels, converted and lost; the chance of a step is its share
    of all steps out of a state. The removal effect of a channel is 1 − P(convert | contacts
    with it end the journey) / P(convert). Effects are scaled to sum to the conversions; value
    is shared in the same proportion. Non-converting journeys matter. O(channels³).
    """
    effects = removal_effects(journeys)
    total = sum(effects.values()) or 1.0
    shares = {channel: effect / total for channel, effect in effects.items()}
    return settled(
        journeys,
        {channel: share * journeys.conversions for channel, share in shares.items()},
        {channel: share * journeys.value for channel, share in shares.items()},
    )


def removal_effects(journeys: Journeys) -> dict[str, float]:
    """Channel → removal effect in [0, 1]; all zero when nothing converted.

    With N = (I − T)⁻¹ and h = N·r the chance to convert from a state, a journey meets channel k
    with chance N[s,k]/N[k,k]; so the effect is N[s,k]/N[k,k] · h[k]/h[s], with one inverse.
    """
    channels = journeys.channels
    if not journeys.conversions:
        return dict.fromkeys(channels, 0.0)
    transient, converting = _chain(journeys, channels)
    size = len(transient)
    visits = inverse([[(i == j) - transient[i][j] for j in range(size)] for i in range(size)])
    chance = [sum(n * r for n, r in zip(row, converting, strict=True)) for row in visits]
    effects = {}
    for k, channel in enumerate(channels, start=1):
        meets = visits[0][k] / visits[k][k]
        effects[channel] = min(1.0, max(0.0, meets * chance[k] / chance[0]))
    return effects


def _chain(journeys: Journeys, channels: tuple[str, ...]) -> tuple[Matrix, list[float]]:
    steps, wins, leaves = _counts(journeys)
    states = (_START, *channels)
    transient = [[steps[a, b] / leaves[a] for b in states] for a in states]
    return transient, [wins[a] / leaves[a] for a in states]


def _counts(
    journeys: Journeys,
) -> tuple[dict[tuple[str, str], int], dict[str, int], dict[str, int]]:
    steps: dict[tuple[str, str], int] = defaultdict(int)
    wins: dict[str, int] = defaultdict(int)
    leaves: dict[str, int] = defaultdict(int)
    for path in journeys.paths:
        state = _START
        for channel in path.channels:
            steps[state, channel] += path.journeys
            leaves[state] += path.journeys
            state = channel
        leaves[state] += path.journeys
        wins[state] += path.conversions
    return steps, wins, leaves
