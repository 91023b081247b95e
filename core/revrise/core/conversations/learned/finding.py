"""The moments a model finds in a call."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from revrise.core.conversations import commitments
from revrise.core.conversations.learned.examples import may_find
from revrise.core.conversations.learned.grams import LONGEST, grams
from revrise.core.conversations.learned.model import LinearModel, SignWeight
from revrise.core.conversations.learned.signs import OWN, Signs
from revrise.core.conversations.moment import Moment, Span
from revrise.core.conversations.objections import CATEGORIES
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.transcript import Transcript

KINDS = {"objections": "objection", "questions": "question", "commitments": "commitment"}
_NEEDS = frozenset({"sign need", "sign also", "need told"})


@frozen
class Found:
    """A moment, by how much its log odds are above the bound, and the signs that spoke for it."""

    moment: Moment
    above: float
    because: tuple[SignWeight, ...]


def find(model: LinearModel, transcript: Transcript) -> Iterator[Moment]:
    """One moment a line found, over the words that spoke most for it; total for any call."""
    return (one.moment for one in explained(model, transcript))


def explained(model: LinearModel, transcript: Transcript) -> Iterator[Found]:
    """The same with the reasons."""
    reading = read(transcript)
    signs = Signs.of(reading)
    known = _known(model, reading)
    for at, line in enumerate(reading.lines):
        if line.tokens and may_find(model.task, reading.sides[at]):
            shown = signs.shown(at)
            above = model.odds(shown) - model.enough
            if above > 0:
                label = _label(model, reading, at, shown)
                span, data = _words(model, reading, at), known.get(at, {})
                moment = Moment(KINDS[model.task], span, label, data)
                yield Found(moment, above, model.because(shown))


def _known(model: LinearModel, reading: Reading) -> Mapping[int, Mapping[str, Any]]:
    """Who owns the commitments that the built-in rules find too; of others nobody knows."""
    if model.task != "commitments":
        return {}
    steps = commitments.find(reading.transcript, reading)
    return {
        one.span.utterance: {"owner": one.data["owner"]}
        for one in steps
        if one.kind == "commitment"
    }


def _words(model: LinearModel, reading: Reading, at: int) -> Span:
    """The row of words that weighs most with all rows inside it, the first of several.

    The whole line where none speaks for it.
    """
    line = reading.lines[at]
    rows = [(model.weights.get(f"{OWN} {text}", 0.0), a, b) for text, a, b in grams(line)]
    best, place = 0.0, (0, len(line.tokens))
    for number, (_, first, last) in enumerate(rows):
        # Rows come by their first word: those inside begin within the next few.
        near = rows[max(number - LONGEST, 0) : number + LONGEST**2]
        weight = sum(w for w, start, end in near if first <= start and end <= last)
        if weight > best:
            best, place = weight, (first, last)
    return Span(at, *line.between(*place))


def _label(model: LinearModel, reading: Reading, at: int, signs: frozenset[str]) -> str:
    """The category phrases say it is of, else as signs alone do: a need, or the terms."""
    if model.task == "commitments":
        return "next_step"
    if model.task == "questions":
        return reading.asked[at] or "closed"
    named = [one for one in CATEGORIES if f"objection {one}" in signs]
    return named[0] if named else "contract" if _NEEDS.isdisjoint(signs) else "need"
