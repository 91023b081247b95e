"""Fits the weights of next steps and of attempts to close anew; says how they do out of their fold.

Run: python -m bench.commitment_weights. Prints; changes nothing. Three weights of next steps are
not learnt but meant (see `commitment.weighing`); they are taken as they are.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from zlib import crc32

from attrs import frozen

from bench.talk import conversations
from revrise.core.conversations import labels
from revrise.core.conversations.commitment import closing, weighing
from revrise.core.conversations.commitment.parts import Heard
from revrise.core.conversations.labels import Labelled
from revrise.core.conversations.learned.choosing import bound
from revrise.core.conversations.learned.regression import fit
from revrise.core.conversations.reading import read
from revrise.core.conversations.tally import Tally

MEANT = frozenset(("unanswered", "told", "all named"))
_FOLDS, _COST = 5, 1.0


@frozen
class Row:
    """A line that may show the act: its signs, whether it is one, and the fold of its call."""

    fold: int
    shown: frozenset[str]
    wanted: bool


@frozen
class Act:
    """What is fitted: the label, the weights there are, and the signs of the lines looked at."""

    name: str
    weights: Mapping[str, float]
    look: Callable[[Heard], Iterable[tuple[int, set[str]]]]

    @property
    def learnt(self) -> Sequence[str]:
        """The signs whose weights are fitted."""
        return [name for name in self.weights if name not in MEANT]

    def rows(self) -> Iterator[Row]:
        """Of both languages."""
        for language in ("en", "zh"):
            for one in conversations("train", language):
                yield from self._rows(one)

    def _rows(self, one: Labelled) -> Iterator[Row]:
        fold = crc32("".join(said.text for said in one.transcript.utterances).encode()) % _FOLDS
        heard = Heard(read(one.transcript))
        for at, shown in self.look(heard):
            wanted = self.name in labels.acts(one.labels[at].get("act"))
            if heard.parts(at):
                yield Row(fold, frozenset(shown), wanted)

    def fitted(self, every: Sequence[Row]) -> tuple[Mapping[str, float], float]:
        """All weights, and how much is enough."""
        names = self.learnt
        numbers = {name: at for at, name in enumerate(names)}
        free = [row for row in every if row.shown.isdisjoint(MEANT)]
        shown = [sorted(numbers[name] for name in row.shown) for row in free]
        found = fit(shown, [row.wanted for row in free], len(names), _COST).weights
        weights = {**self.weights, **dict(zip(names, found, strict=True))}
        return weights, bound([(odds(row, weights), row.wanted) for row in every])


def odds(row: Row, weights: Mapping[str, float]) -> float:
    """What its signs add up to."""
    return sum(weights[name] for name in sorted(row.shown))


def _steps(heard: Heard) -> Iterator[tuple[int, set[str]]]:
    for at in (*heard.begun(), *range(heard.end, len(heard.reading.lines))):
        yield at, {*weighing.signs(heard, at), *weighing.answering(heard, at)}


def _attempts(heard: Heard) -> Iterator[tuple[int, set[str]]]:
    for at in closing.candidates(heard):
        yield at, closing.signs(heard, at)


ACTS = (
    Act("commitment", weighing.WEIGHTS, _steps),
    Act("closing", closing.WEIGHTS, _attempts),
)


def apart(act: Act, every: Sequence[Row]) -> Mapping[str, object]:
    """How weights do on the folds that they were not fitted on."""
    pairs = []
    for fold in range(_FOLDS):
        weights, enough = act.fitted([row for row in every if row.fold != fold])
        held = [row for row in every if row.fold == fold]
        pairs += [(row.wanted, odds(row, weights) > enough) for row in held]
    return Tally.of(pairs).figures()


def main() -> int:
    """Prints the figures, and each weight beside the one there is."""
    for act in ACTS:
        every = list(act.rows())
        print(f"{act.name}: lines looked at, out of their fold:", apart(act, every))
        weights, enough = act.fitted(every)
        for name in sorted(act.learnt, key=lambda name: -weights[name]):
            print(f"{name:20} {weights[name]:6.2f}   now {act.weights[name]:6.2f}")
        print(f"{'enough':20} {enough:6.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
