"""The weights of objections, by language: read once, when the first line is weighed."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from revrise.core.conversations.words.language import has_han
from revrise.core.conversations.words.phrases import Line

SCHEMA = "revrise.objection-weights/1"
KINDS = ("own", "first", "before", "after", "told")
OWN = "own"
THOUSANDTHS = 1000
_TURNED = 2000  # what is said around a line hardly ever adds as much
Shown = Iterable[tuple[str, Collection[str]]]


@frozen
class Weights:
    """Thousandths of log odds, whole numbers so that sums are exact.

    A line objects where `base` and the weights of its `signs`, by kind and name, come to more
    than `enough`; `categories` says what each category begins with, and its words add.
    """

    base: int
    enough: int
    signs: Mapping[str, Mapping[str, int]]
    categories: Mapping[str, tuple[int, Mapping[str, int]]]

    @staticmethod
    def read(document: Mapping[str, Any]) -> "Weights":
        """From what `bench.objection_model` writes."""
        return Weights(
            document["base"],
            document["enough"],
            {kind: document["signs"].get(kind, {}) for kind in KINDS},
            {name: (one["base"], one["own"]) for name, one in document["categories"].items()},
        )

    def objects(self, shown: Shown) -> bool:
        """Whether a line with these signs does; each counts once.

        Most lines are given up at their own words, before what is said around them is looked at:
        it hardly turns any.
        """
        odds = self.base
        for kind, names in shown:
            weights = self.signs[kind]
            odds += sum(map(weights.__getitem__, weights.keys() & names))
            if kind == OWN and odds <= self.enough - _TURNED:
                return False
        return odds > self.enough

    def category(self, line: Line) -> str:
        """That its words speak for most, if it objects."""
        shown = {*line.tokens, *line.pairs}
        odds = {name: base + _sum(of, shown) for name, (base, of) in self.categories.items()}
        return max(odds, key=odds.__getitem__)

    def along(self, line: Line) -> Iterator[int]:
        """What each token adds, with the pair that ends in it."""
        weights = self.signs[OWN]
        for token, pair in zip(line.tokens, ("", *line.pairs), strict=True):
            yield weights.get(token, 0) + weights.get(pair, 0)


def of(line: Line) -> Weights:
    """Those of the language of a line: Chinese where a Han character is in it, else English."""
    return _load("zh" if has_han(line.text) else "en")


def _sum(weights: Mapping[str, int], names: Collection[str]) -> int:
    return sum(map(weights.__getitem__, weights.keys() & names))


@cache
def _load(language: str) -> Weights:
    text = (files(__package__) / f"weights_{language}.json").read_text(encoding="utf-8")
    return Weights.read(json.loads(text))
