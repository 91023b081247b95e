"""A linear model of one kind of moment: what it weighs, how well it did, what it finds."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from revrise.core.conversations.learned.examples import Example, LearnedTask
from revrise.core.conversations.tally import Tally

SignWeight = tuple[str, float]
LONGEST_SIGN = 400
"""Characters; words pasted together without a space may make longer ones, which are left out."""


@frozen
class Labels:
    """The labels a model learned from, in numbers; `digest` tells whether they are the same."""

    dialogues: int
    lines: int
    positives: int
    digest: str


@frozen
class Checked:
    """How decisions came out on lines a model had not seen, and those of the built-in rules there.

    Both hold `precision`, `recall`, `f1` and `ci95` (see `tally`).
    """

    folds: int
    learned: Mapping[str, Any]
    rules: Mapping[str, Any]


@frozen
class LinearModel:
    """The log odds of a line are `base` and the weights of its signs; above `enough` it is found.

    `languages` are primary tags, none for all. `least` is in how many dialogues a sign had to be
    seen to be learned; `cost` what a mistake weighed against large weights.
    """

    task: LearnedTask
    languages: tuple[str, ...]
    base: float
    enough: float
    weights: Mapping[str, float]
    least: int
    cost: float
    labels: Labels
    checked: Checked

    def odds(self, shown: Iterable[str]) -> float:
        """The log odds of a line with these signs, whatever their order."""
        weights = self.weights
        return self.base + sum(sorted(weights[one] for one in shown if one in weights))

    def finds(self, shown: Iterable[str]) -> bool:
        """Whether a line with these signs is one."""
        return self.odds(shown) - self.enough > 0

    def because(self, shown: Iterable[str], most: int = 5) -> tuple[SignWeight, ...]:
        """The signs that spoke most for it, the weightiest first."""
        heavy = [(one, self.weights.get(one, 0.0)) for one in shown]
        return tuple(_heaviest(one for one in heavy if one[1] > 0))[:most]

    def strongest(self, most: int = 10) -> tuple[tuple[SignWeight, ...], tuple[SignWeight, ...]]:
        """The signs that speak most for it, and most against."""
        every = _heaviest(self.weights.items())
        return (
            tuple(one for one in every[:most] if one[1] > 0),
            tuple(one for one in every[: -most - 1 : -1] if one[1] < 0),
        )


def compared(pairs: Iterable[tuple[Example, bool]]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Figures of decisions, and of the built-in rules on the same lines."""
    every = list(pairs)
    return (
        Tally.of((line.wanted, found) for line, found in every).figures(),
        Tally.of((line.wanted, line.ruled) for line, _ in every).figures(),
    )


def decided(model: LinearModel, lines: Iterable[Example]) -> Iterator[tuple[Example, bool]]:
    """What a model says of each line."""
    return ((line, model.finds(line.shown)) for line in lines)


def _heaviest(signs: Iterable[SignWeight]) -> list[SignWeight]:
    return sorted(signs, key=lambda one: (-one[1], one[0]))
