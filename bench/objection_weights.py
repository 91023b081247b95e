"""Fits the weights of `objection.bargaining` anew, and says how well they do out of their fold.

Run: REVRISE_SHARED_DATA=folder python -m bench.objection_weights. Prints; changes nothing. The
lines are those without a phrase of objection, after a proposal; the folds part dialogues.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from attrs import frozen

from bench.labelled_sets import labelled_objections
from revrise.core.conversations import objections
from revrise.core.conversations.agreement import Tally
from revrise.core.conversations.labels import Labelled, objects
from revrise.core.conversations.objection.bargaining import WEIGHTS

SETS = {
    "craigslist_dev": ("train", "fresh"),
    "casino": ("bargaining",),  # the other parts followed a stricter guide
}
_NAMES = tuple(WEIGHTS)
_FOLDS, _RIDGE, _ROUNDS, _ENOUGH = 8, 1.0, 25, 0.35


@frozen
class Line:
    """A labelled line: whether it objects, what phrases say, and its signs, None if unasked."""

    corpus: str
    fold: int
    objects: bool
    told: bool
    signs: frozenset[str] | None


def lines(folder: Path) -> Iterator[Line]:
    """Every labelled line of the sets that may be learnt from."""
    for corpus, parts in SETS.items():
        for part in parts:
            for one in labelled_objections(folder, "en", part, [corpus]):
                yield from _lines(corpus, one)


def _lines(corpus: str, one: Labelled) -> Iterator[Line]:
    fold = crc32("".join(said.text for said in one.transcript.utterances).encode()) % _FOLDS
    told, asked = objections.weighed(one.transcript)
    for at, given in enumerate(one.labels):
        if "objection" in given:
            wanted = objects(given["objection"])
            yield Line(corpus, fold, wanted, at in told, asked.get(at))


def fit(rows: Sequence[Line]) -> np.ndarray:
    """Base and weights of a logistic regression with a small ridge, by Newton's method."""
    shown = np.array([[1.0, *(name in row.signs for name in _NAMES)] for row in rows if row.signs])
    wanted = np.array([row.objects for row in rows if row.signs], float)
    ridge = np.diag([0.0] + [_RIDGE] * len(_NAMES))
    weights = np.zeros(len(_NAMES) + 1)
    for _ in range(_ROUNDS):
        chance = 1 / (1 + np.exp(-shown @ weights))
        slope = shown.T @ (chance - wanted) + ridge @ weights
        bend = (shown * (chance * (1 - chance))[:, None]).T @ shown + ridge
        weights -= np.linalg.solve(bend, slope)
    return weights


def heard(row: Line, weights: np.ndarray) -> bool:
    """Whether a line is taken for an objection."""
    if row.told or not row.signs:
        return row.told
    odds = weights[0] + sum(weights[1 + _NAMES.index(sign)] for sign in row.signs)
    return bool(1 / (1 + np.exp(-odds)) > _ENOUGH)


def main() -> int:
    rows = list(lines(Path(os.environ["REVRISE_SHARED_DATA"])))
    folds = [fit([row for row in rows if row.fold != fold]) for fold in range(_FOLDS)]
    for corpus in SETS:
        of = [row for row in rows if row.corpus == corpus]
        before = Tally.of((row.objects, row.told) for row in of)
        after = Tally.of((row.objects, heard(row, folds[row.fold])) for row in of)
        print(f"{corpus}: phrases alone {before.figures()}, with signs {after.figures()}")
    base, *weights = fit(rows)
    print(f"base {base:.2f}", *(f"{n}: {w:.2f}" for n, w in zip(_NAMES, weights, strict=True)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
