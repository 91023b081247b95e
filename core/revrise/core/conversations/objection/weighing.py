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
# Signs that a phrase of objection stands in the line, and of a complaint about what one has today.
OBJECTION, PAIN = "objection", "pain"
Told = Collection[str]


def weighed(reading: Reading, at: int, told: Told) -> bool:
    """Whether a line objects. `told` is what phrases say of it."""
    line, phrased = reading.lines[at], OBJECTION in told
    if not line.tokens or (PAIN in told and not phrased):
        return False
    return of(line).objects(signs(reading, at, told), phrased=phrased)


def heaviest(line: Line) -> Hit:
    """The words that weigh most in a line that objects; the key is the category they speak for."""
    weights = of(line)
    return Hit(weights.category(line), *_row(line, weights))


def signs(reading: Reading, at: int, told: Told) -> Iterator[tuple[str, Collection[str]]]:
    """Those of a line by kind; pairs of words are run into each other, as in `Line.pairs`."""
    line = reading.lines[at]
    yield "told", (*told, *_plain(reading, at))
    yield "first", line.tokens[:1]
    yield "own", line.tokens
    yield "own", line.pairs
    if at + 1 < len(reading.lines) and reading.sides[at + 1] != reading.sides[at]:
        yield "after", reading.lines[at + 1].tokens
    before = _other_before(reading, at)
    if before is not None:
        yield "before", reading.lines[before].tokens
        yield "told", tuple(f"after {one}" for one in _form(reading, before))


def _other_before(reading: Reading, at: int) -> int | None:
    side = reading.sides[at]
    back = range(at - 1, max(at - 1 - _BACK, -1), -1)
    return next((one for one in back if reading.sides[one] != side), None)


def _plain(reading: Reading, at: int) -> Iterator[str]:
    """How long it is, what it asks, whether it names figures."""
    size = len(reading.lines[at].tokens)
    yield "short" if size < _SHORT else "long" if size > _LONG else "middling"
    yield from _form(reading, at)


def _form(reading: Reading, at: int) -> Iterator[str]:
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
