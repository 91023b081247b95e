"""Training: the weights, how strict to be, and how well it does, by cross-validation.

Dialogues are dealt to folds as a whole. A sign seen in too few different dialogues is left out:
it is a name or a private word, or tells nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from revrise.core.conversations.learned.choosing import Choice, Weighed, choose
from revrise.core.conversations.learned.examples import Example, LearnedTask, digest
from revrise.core.conversations.learned.model import (
    LONGEST_SIGN,
    Checked,
    Labels,
    LinearModel,
    compared,
)
from revrise.core.conversations.learned.regression import Fitted, fit
from revrise.core.conversations.words.language import UNKNOWN
from revrise.core.errors import Invalid

FOLDS, LEAST = 5, 3
COSTS = (0.05, 0.15)
_DIGITS = 4
_LIGHT, _MOST = 0.01, 50_000  # weights nearer to nothing are left out; as many are kept


@frozen
class _Learned:
    """Weights by name of the sign."""

    numbers: Mapping[str, int]
    fitted: Fitted

    def odds(self, shown: Iterable[str]) -> float:
        return self.fitted.odds(_row(shown, self.numbers))


def train(
    task: LearnedTask, lines: Sequence[Example], *, folds: int = FOLDS, least: int = LEAST
) -> LinearModel:
    """A model of the lines; the same lines give the same one.

    Raises Invalid where they are too few to part into folds, or all labelled alike.
    """
    _enough(lines, folds)
    fold_of = _dealt(lines, folds)
    seen = [
        _seen(line for line in lines if fold_of[line.dialogue] == fold) for fold in range(folds)
    ]
    every = sum(seen, Counter[str]())
    apart: list[Weighed] = []
    for fold in range(folds):
        others = [line for line in lines if fold_of[line.dialogue] != fold]
        known = _numbers(every - seen[fold], least)
        learned = [_learn(others, known, cost) for cost in COSTS]
        apart += [
            Weighed(fold, line, tuple(one.odds(line.shown) for one in learned))
            for line in lines
            if fold_of[line.dialogue] == fold
        ]
    choice = choose(apart)
    return _model(task, lines, choice, _numbers(every, least), least, _checked(apart, folds))


def _checked(apart: Sequence[Weighed], folds: int) -> Checked:
    """Each fold is judged as the other folds would have it."""
    pairs = []
    for fold in range(folds):
        choice = choose([one for one in apart if one.fold != fold])
        pairs += [
            (one.line, one.odds[choice.cost] > choice.enough) for one in apart if one.fold == fold
        ]
    return Checked(folds, *compared(pairs))


def _model(
    task: LearnedTask,
    lines: Sequence[Example],
    choice: Choice,
    numbers: Mapping[str, int],
    least: int,
    checked: Checked,
) -> LinearModel:
    fitted = _learn(lines, numbers, COSTS[choice.cost]).fitted
    weights = {sign: round(fitted.weights[at], _DIGITS) for sign, at in numbers.items()}
    heavy = sorted(weights, key=lambda sign: (-abs(weights[sign]), sign))[:_MOST]
    return LinearModel(
        task,
        tuple(sorted({line.language for line in lines} - UNKNOWN)),
        round(fitted.base, _DIGITS),
        round(choice.enough, _DIGITS),
        {sign: weights[sign] for sign in sorted(heavy) if abs(weights[sign]) >= _LIGHT},
        least,
        COSTS[choice.cost],
        Labels(
            len({line.dialogue for line in lines}),
            len(lines),
            sum(line.wanted for line in lines),
            digest(lines),
        ),
        checked,
    )


def _learn(lines: Sequence[Example], numbers: Mapping[str, int], cost: float) -> _Learned:
    rows = [_row(line.shown, numbers) for line in lines]
    return _Learned(numbers, fit(rows, [line.wanted for line in lines], len(numbers), cost))


def _row(shown: Iterable[str], numbers: Mapping[str, int]) -> list[int]:
    return sorted(numbers[sign] for sign in shown if sign in numbers)


def _numbers(seen: Mapping[str, int], least: int) -> dict[str, int]:
    kept = sorted(
        sign for sign, many in seen.items() if many >= least and len(sign) <= LONGEST_SIGN
    )
    return {sign: at for at, sign in enumerate(kept)}


def _seen(lines: Iterable[Example]) -> Counter[str]:
    """In how many different dialogues each sign is shown."""
    shown: dict[str, set[str]] = {}
    for line in lines:
        shown.setdefault(line.dialogue, set()).update(line.shown)
    return Counter(sign for signs in shown.values() for sign in signs)


def _dealt(lines: Sequence[Example], folds: int) -> dict[str, int]:
    """The fold of each dialogue: as many to each, by digest and so by chance."""
    dialogues = sorted({line.dialogue for line in lines})
    return {dialogue: at % folds for at, dialogue in enumerate(dialogues)}


def _enough(lines: Sequence[Example], folds: int) -> None:
    dialogues = len({line.dialogue for line in lines})
    if dialogues < 2 * folds:
        raise Invalid(
            f"{dialogues} different dialogues are too few for {folds} folds",
            culprit="labels",
            remedy=f"label {2 * folds} at least, better hundreds, or ask for fewer folds",
        )
    positives = sum(line.wanted for line in lines)
    if not 0 < positives < len(lines):
        raise Invalid(
            f"{positives} of {len(lines)} lines are labelled positive: there is nothing to part",
            culprit="labels",
            remedy="label lines of both kinds",
        )
