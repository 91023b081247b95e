"""Searching what was said: words of a text, the way a search is written, and where it fits.

A word is a run of letters or digits, compared folded; each Chinese character is a word of its own,
so that any part of a Chinese sentence is a phrase. Words beside each other need not be.
"""

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from revrise.core.conversations.metrics.intervals import union
from revrise.core.conversations.words.folding import fold
from revrise.core.errors import Invalid

LONGEST, MOST_TERMS = 200, 8
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(f"[{_HAN}]|(?:(?![{_HAN}])[^\\W_])+")
_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_AROUND = 90
Phrase = tuple[str, ...]


@frozen
class Piece:
    """A comparable word and its characters [start, end) in the text."""

    word: str
    start: int
    end: int


@frozen
class Words:
    """All `phrases` have to be said in a line, none of `without`."""

    phrases: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()


@frozen
class Excerpt:
    """Part of a line: (text, whether it was searched for); `cut` where the line goes on."""

    parts: tuple[tuple[str, bool], ...]
    cut_before: bool = False
    cut_after: bool = False


def pieces(text: str) -> list[Piece]:
    """The words of a text in order. Linear in its length."""
    folded = fold(text)
    return [
        Piece(one.group(), *folded.origin(one.start(), one.end()))
        for one in _WORD.finditer(folded.text)
    ]


def asked(text: str) -> Words:
    """A search as somebody types it: words, "a phrase", -without.

    Raises Invalid for one too long, with too many terms, or that only says what not to find.
    """
    if len(text) > LONGEST or "\0" in text:
        raise Invalid(f"at most {LONGEST} characters", culprit="q", remedy="search for less")
    wanted: list[Phrase] = []
    without: list[Phrase] = []
    for minus, quoted, bare in _TERM.findall(fold(text).text):
        if phrase := tuple(one.word for one in pieces(quoted or bare)):
            (without if minus else wanted).append(phrase)
    if len(wanted) + len(without) > MOST_TERMS:
        raise Invalid(f"at most {MOST_TERMS} words or phrases", culprit="q", remedy="give fewer")
    if without and not wanted:
        raise Invalid(
            "a search says what to find, not only what not to",
            culprit="q",
            remedy="add a word without a minus",
        )
    return Words(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(without)))


def spans(words: Words, text: str) -> list[tuple[int, int]] | None:
    """Where the phrases are in a text, in order and apart; None where the text does not fit."""
    said = pieces(text)
    if any(next(_places(phrase, said), None) for phrase in words.without):
        return None
    found: list[tuple[int, int]] = []
    for phrase in words.phrases:
        places = list(_places(phrase, said))
        if not places:
            return None
        found += places
    return list(union(found))


def excerpt(text: str, found: Sequence[tuple[int, int]], around: int = _AROUND) -> Excerpt:
    """The part of a text with the first thing found, at most `around` characters either side."""
    first = found[0] if found else (0, 0)
    begin, end = max(first[0] - around, 0), min(first[1] + around, len(text))
    begin = 0 if begin < around // 4 else begin
    end = len(text) if len(text) - end < around // 4 else end
    parts: list[tuple[str, bool]] = []
    at = begin
    for start, stop in found:
        if stop > end:
            break
        parts += [(text[at:start], False), (text[start:stop], True)]
        at = stop
    parts.append((text[at:end], False))
    return Excerpt(tuple(one for one in parts if one[0]), begin > 0, end < len(text))


def _places(phrase: Phrase, said: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    long = len(phrase)
    for at, piece in enumerate(said):
        if piece.word == phrase[0] and at + long <= len(said):
            run = said[at : at + long]
            if all(one.word == word for one, word in zip(run, phrase, strict=True)):
                yield piece.start, run[-1].end
