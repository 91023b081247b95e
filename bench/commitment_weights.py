"""Fits the weights of `commitment.weighing` anew, and says how well they do out of their fold.

Run: python -m bench.commitment_weights. Prints; changes nothing. Three weights are not learnt but
meant (see there); they are taken as they are.
"""

import sys
from collections.abc import Iterator, Sequence
from zlib import crc32

from attrs import frozen

from bench.talk import conversations
from revrise.core.conversations import labels
from revrise.core.conversations.agreement import Tally
from revrise.core.conversations.commitment import weighing
from revrise.core.conversations.commitment.parts import Heard
from revrise.core.conversations.labels import Labelled
from revrise.core.conversations.learned.choosing import bound
from revrise.core.conversations.learned.regression import fit
from revrise.core.conversations.reading import read

MEANT = ("unanswered", "told", "all named")
_NAMES = tuple(name for name in weighing.WEIGHTS if name not in MEANT)
_NUMBERS = {name: at for at, name in enumerate(_NAMES)}
_FOLDS, _COST = 5, 1.0


@frozen
class Row:
    """A line that may promise something: its signs, whether it does, and the fold of its call."""

    fold: int
    shown: frozenset[str]
    wanted: bool


def rows() -> Iterator[Row]:
    """Of both languages."""
    for language in ("en", "zh"):
        for one in conversations("train", language):
            yield from _rows(one)


def _rows(one: Labelled) -> Iterator[Row]:
    fold = crc32("".join(said.text for said in one.transcript.utterances).encode()) % _FOLDS
    heard = Heard(read(one.transcript))
    for at in (*heard.begun(), *range(heard.end, len(one.labels))):
        shown = frozenset((*weighing.signs(heard, at), *weighing.answering(heard, at)))
        wanted = "commitment" in labels.acts(one.labels[at].get("act"))
        if heard.parts(at):
            yield Row(fold, shown, wanted)


def odds(row: Row, weights: Sequence[float]) -> float:
    """By these weights and those that are meant."""
    meant = sum(weighing.WEIGHTS[name] for name in row.shown.intersection(MEANT))
    return meant + sum(weights[_NUMBERS[name]] for name in row.shown if name in _NUMBERS)


def learned(every: Sequence[Row]) -> tuple[Sequence[float], float]:
    """The weights, and how much is enough."""
    free = [row for row in every if row.shown.isdisjoint(MEANT)]
    shown = [sorted(_NUMBERS[name] for name in row.shown) for row in free]
    weights = fit(shown, [row.wanted for row in free], len(_NAMES), _COST).weights
    return weights, bound([(odds(row, weights), row.wanted) for row in every])


def main() -> int:
    every = list(rows())
    pairs = []
    for fold in range(_FOLDS):
        weights, enough = learned([row for row in every if row.fold != fold])
        apart = [row for row in every if row.fold == fold]
        pairs += [(row.wanted, odds(row, weights) > enough) for row in apart]
    print("lines looked at, out of their fold:", Tally.of(pairs).figures())
    weights, enough = learned(every)
    for name, weight in sorted(zip(_NAMES, weights, strict=True), key=lambda one: -one[1]):
        print(f"{name:20} {weight:6.2f}   now {weighing.WEIGHTS[name]:6.2f}")
    print(f"{'enough':20} {enough:6.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
