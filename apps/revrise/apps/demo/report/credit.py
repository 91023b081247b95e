"""How much the credit models disagree: the spread of each channel's share."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen


@frozen
class Spread:
    """The smallest and largest share (0–1) that any model gives a channel, and which models."""

    channel: str
    low: float
    high: float
    low_model: str
    high_model: str


def spreads(credit: Mapping[str, Any]) -> list[Spread]:
    """One a channel, the largest share first."""
    shares: dict[str, dict[str, float]] = {}
    for model, credits_ in credit["models"].items():
        for one in credits_:
            shares.setdefault(one.channel, {})[model] = one.share
    found = []
    for channel, by_model in shares.items():
        least, most = (
            min(by_model, key=by_model.__getitem__),
            max(by_model, key=by_model.__getitem__),
        )
        found.append(Spread(channel, by_model[least], by_model[most], least, most))
    return sorted(found, key=lambda one: (-one.high, one.channel))
