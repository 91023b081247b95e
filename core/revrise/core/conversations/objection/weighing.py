"""What in a line speaks for an objection and what against it, weighed: a logistic regression.

Few people object in set phrases. What phrases and a few plain signs tell of a line is weighed
together with its words and those of the other side before and after it. The weights were learnt
from labelled conversations (docs/quality.md, "Weights") and are numbers by word.
"""

import re
from collections.abc import Collection, Iterator

from revrise.core.conversations.objection.weights import Weights, of
from revrise.core.conversations.reading import Reading
from revrise.core.conversations.words.phrases import Hit, Line

_BACK = 6  # lines looked back for the other side
_SHORT, _LONG = 5, 20  # tokens
_FIGURE = re.compile("[0-9]")
OBJECTION = "objection"  # the sign that a phrase of one stands in the line
PAIN = "pain"  # that it complains about what its speaker has today
Told = Collection[str]


def weighed(reading: Reading, at: int, told: Told) -> bool:
    """Whether a line without a phrase of objection objects. `told` is what phrases tell of it."""
    line = reading.lines[at]
    if not line.tokens or PAIN in told:
        return False
    return of(line).objects(signs(reading, at, told))


def heaviest(line: Line) -> Hit:
    """The words that weigh most in a line that objects; the key is the category they speak for."""
    weights = of(line)
    return Hit(weights.category(line), *_row(line, weights))


def signs(reading: Reading, at: int, told: Told) -> Iterator[tuple[str, Collection[str]]]:
    """Those of a line by kind; pairs of words are run into each other, as in `Line.pairs`.

    Its words come first: most lines are given up at them.
    """
    line, size = reading.lines[at], len(reading.lines[at].tokens)
    yield "told", ("short" if size < _SHORT else "long" if size > _LONG else "middling", *told)
    yield "own", line.tokens
    yield "own", line.pairs
    yield "first", line.tokens[:1]
    yield "told", tuple(_form(reading, at))
    if at + 1 < len(reading.lines) and reading.sides[at + 1] != reading.sides[at]:
        yield "after", reading.lines[at + 1].tokens
    before = next(reading.others_before(at, _BACK), None)
    if before is not None:
        yield "before", reading.lines[before].tokens
        yield "told", tuple(f"after {one}" for one in _form(reading, before))


def _form(reading: Reading, at: int) -> Iterator[str]:
    """What it asks, and whether it names figures."""
    if asked := reading.asked[at]:
        yield asked
    if _FIGURE.search(reading.lines[at].folded.text):
        yield "figure"


def _row(line: Line, weights: Weights) -> tuple[int, int]:
    """The row of words whose weights add up to most; the whole line where none speaks for it."""
    best, place, total, first = 0, (0, len(line.tokens)), 0, 0
    for at, weight in enumerate(weights.along(line)):
        if total <= 0:
            total, first = 0, at
        total += weight
        if total > best:
            best, place = total, (first, at + 1)
    return place
