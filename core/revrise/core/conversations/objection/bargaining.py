"""What goes against a proposal without a phrase of objection, in English.

Who bargains holds needs and figures against the other's ("but there are five of us"). Plain signs
of it are added up: a logistic regression over dialogues of bargaining, labelled by people's guide
(see docs/quality.md), with the signs that each make a difference there.
"""

import re
from collections.abc import Iterator, Mapping

from revrise.core.conversations.objection import bargaining_said as bargaining
from revrise.core.conversations.objection import replies_said as replies
from revrise.core.conversations.reading import Reading
from revrise.core.conversations.words.phrases import Hit, Line

_DIGIT = re.compile(r"[0-9]|[^\x00-\x7f]")  # or what may be one
_SIGN = {word: sign for sign, words in bargaining.AGAINST.items() for word in words}
_SIGNS = frozenset(_SIGN)
# What each sign adds to the log odds of an objection.
WEIGHTS: Mapping[str, float] = {
    "but": 0.51,
    "need": 0.2,
    "need told": 1.14,
    "deny": 0.38,
    "also": 0.29,
    "figure": 0.44,
    "agree": -1.27,
    "ask": -0.39,
    "after figure": 0.76,
    "figures before": 0.5,
    "after question": -0.66,
    "same words": 0.59,
}
_BASE, _ENOUGH = -2.32, -0.62  # log odds without any sign, and those of 0.35
_PROPOSED, _FIGURED = 4, 8  # so many lines back the other proposed, and named figures
_BEGINNING, _LONG = 8, 4  # tokens an answer begins with; letters of a word that is about something


def against(reading: Reading, utterance: int, *, told: bool) -> Hit | None:
    """The word by which a line goes against what the other proposed shortly before, or None.

    `told` says that a phrase of need stands in it, which by itself is none. The key of the hit
    is the category: `need` where one is named, else `contract`.
    """
    shown = signs(reading, utterance, told=told)
    # Rounded: a sum at the bound fell to either side by the order of a set, from run to run.
    if not shown or round(_BASE + sum(map(WEIGHTS.__getitem__, shown)), 6) <= _ENOUGH:
        return None
    return _first(reading.lines[utterance])


def signs(reading: Reading, utterance: int, *, told: bool) -> frozenset[str]:
    """Those of `WEIGHTS` that a line shows.

    None without a word against something, and where nothing was proposed to its speaker.
    """
    line = reading.lines[utterance]
    if _SIGNS.isdisjoint(line.tokens) or not _proposed(reading, utterance):
        return frozenset()
    return frozenset(
        (*_said(line), *_answered(reading, utterance), *(("need told",) if told else ()))
    )


def plain(reading: Reading, utterance: int) -> frozenset[str]:
    """Every sign of a line, also where nothing was proposed before; `proposed` where it was."""
    found = {*_said(reading.lines[utterance]), *_answered(reading, utterance)}
    return frozenset(found | {"proposed"} if _proposed(reading, utterance) else found)


def _first(line: Line) -> Hit:
    """The first word that is a sign by itself, rather one of need."""
    at: dict[str, int] = {}
    for place, token in enumerate(line.tokens):
        if sign := _SIGN.get(token):
            at.setdefault(sign, place)
    first = at.get("need", min(at.values()))
    return Hit("need" if "need" in at or "also" in at else "contract", first, first + 1)


def _proposed(reading: Reading, utterance: int) -> bool:
    return any(
        replies.OFFERS.find(line) or replies.ALLOTS.find(line)
        for line in _of_other(reading, utterance, _PROPOSED)
    )


def _of_other(reading: Reading, utterance: int, back: int) -> Iterator[Line]:
    """What others said in the lines before, the last one first."""
    side = reading.sides[utterance]
    for at in range(utterance - 1, max(utterance - 1 - back, -1), -1):
        if reading.sides[at] != side:
            yield reading.lines[at]


def _said(line: Line) -> Iterator[str]:
    yield from [_SIGN[token] for token in line.tokens if token in _SIGN]
    if not bargaining.AGREES.isdisjoint(line.tokens[:_BEGINNING]):
        yield "agree"
    if "?" in line.tokens:
        yield "ask"
    if _figures(line):
        yield "figure"


def _answered(reading: Reading, utterance: int) -> Iterator[str]:
    before = list(_of_other(reading, utterance, _FIGURED))
    if any(map(_figures, before)):
        yield "figures before"
    if not before:
        return
    last = before[0]
    if "?" in last.tokens:
        yield "after question"
    if _figures(last):
        yield "after figure"
    if any(map(_topic, frozenset(last.tokens).intersection(reading.lines[utterance].tokens))):
        yield "same words"


def _figures(line: Line) -> bool:
    if not bargaining.FIGURES.isdisjoint(line.tokens):
        return True
    return _DIGIT.search(line.folded.text) is not None and any(
        one[0].isdigit() for one in line.tokens
    )


def _topic(word: str) -> bool:
    return len(word) >= _LONG and word[0].isalpha() and word not in bargaining.COMMON
