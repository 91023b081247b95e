"""Plain signs that a line goes against a proposal, in English.

Who bargains holds needs and figures against the other's ("but there are five of us").
"""

import re
from collections.abc import Iterator

from revrise.core.conversations.learned import bargaining_said as bargaining
from revrise.core.conversations.objection import replies_said as replies
from revrise.core.conversations.reading import Reading
from revrise.core.conversations.words.phrases import Line

_DIGIT = re.compile(r"[0-9]|[^\x00-\x7f]")  # or what may be one
_SIGN = {word: sign for sign, words in bargaining.AGAINST.items() for word in words}
_PROPOSED, _FIGURED = 4, 8  # so many lines back the other proposed, and named figures
_BEGINNING, _LONG = 8, 4  # tokens an answer begins with; letters of a word that is about something


def plain(reading: Reading, utterance: int) -> frozenset[str]:
    """Every sign of a line; `proposed` where something was proposed before."""
    found = {*_said(reading.lines[utterance]), *_answered(reading, utterance)}
    return frozenset(found | {"proposed"} if _proposed(reading, utterance) else found)


def _proposed(reading: Reading, utterance: int) -> bool:
    return any(
        replies.OFFERS.find(line) or replies.ALLOTS.find(line)
        for line in _of_other(reading, utterance, _PROPOSED)
    )


def _of_other(reading: Reading, utterance: int, back: int) -> Iterator[Line]:
    """What others said in the lines before, the last one first."""
    return map(reading.lines.__getitem__, reading.others_before(utterance, back))


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
