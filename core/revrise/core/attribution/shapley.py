"""Credit by Shapley value in the coalition game of channels."""

from collections.abc import Iterable

from revrise.core.attribution.credit import Credit, Share, collect
from revrise.core.attribution.path import Journeys


def shapley(journeys: Journeys) -> tuple[Credit, ...]:
    """Shapley value of the game v(S) = conversions of journeys whose channels all lie in S.

    v is a sum of unanimity games, one per journey, and the Shapley value of a unanimity game
    splits it equally among its members. So the exact value, for any number of channels, is
    each conversion shared equally among its *distinct* channels: order and repeats do not
    count, and journeys that did not convert do not matter (use `markov` where they should).
    """
    return collect(journeys, _shares(journeys))


def _shares(journeys: Journeys) -> Iterable[Share]:
    for path in journeys.paths:
        members = set(path.channels)
        for channel in members:
            yield channel, path.conversions / len(members), path.value / len(members)
