"""Finding thousands of phrases in one pass over a text, with exact offsets.

A text is read as tokens: a Latin word, a single Han character, or a symbol. Word boundaries in
English and free position in Chinese follow from that. A phrase is a row of tokens; `*` stands
for up to `GAP` tokens within one sentence, `* *` for up to twice as many, and so on.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from attrs import Factory, define, frozen

from revrise.core.conversations.folding import Folded, fold

GAP, WILD = 4, "*"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_TOKEN = re.compile(rf"[^\W_{HAN}]+(?:'[^\W_{HAN}]+)*|[^\s]")
_STOPS = frozenset(".?!;。")


@frozen
class Line:
    """The tokens of one text; where they stand is worked out when first asked."""

    text: str
    tokens: Sequence[str]
    folded: Folded

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The original characters [start, end) of each token."""
        found = [match.span() for match in _TOKEN.finditer(self.folded.text)]
        if self.folded.starts is not None:
            found = [self.folded.origin(*span) for span in found]
        return tuple(found)

    def span(self, hit: "Hit") -> tuple[int, int]:
        """The original characters [start, end) of a hit."""
        return self.spans[hit.first][0], self.spans[hit.last - 1][1]


@frozen
class Hit:
    """`key` was found as tokens [first, last) of a line."""

    key: str
    first: int
    last: int


@define
class _Node:
    next: dict[str, "_Node"] = Factory(dict)
    gaps: dict[int, "_Node"] = Factory(dict)  # what follows a gap of up to so many tokens
    keys: list[str] = Factory(list)


def tokenize(text: str) -> Line:
    """Reads a text as comparable tokens."""
    folded = fold(text)
    return Line(text, _TOKEN.findall(folded.text), folded)


def phrases(text: str) -> tuple[str, ...]:
    """A word list written as `one / another / …` over any number of lines."""
    return tuple(" ".join(phrase.split()) for phrase in text.split("/") if phrase.strip())


class Matcher:
    """Phrases by key, compiled once; use it for any number of lines."""

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._root = _Node()
        for key, texts in phrases.items():
            for text in texts:
                self._add(key, tokenize(text).tokens)

    def _add(self, key: str, tokens: Sequence[str]) -> None:
        node, wide = self._root, 0
        for index, token in enumerate(tokens):
            if token == WILD and 0 < index < len(tokens) - 1:
                wide += GAP
                continue
            if wide:
                node, wide = node.gaps.setdefault(wide, _Node()), 0
            node = node.next.setdefault(token, _Node())
        if node is not self._root and key not in node.keys:
            node.keys.append(key)

    def find(self, line: Line) -> list[Hit]:
        """For each key the leftmost longest hits, not overlapping, in order of position."""
        hits: list[Hit] = []
        free: dict[str, int] = {}
        first_words, tokens = self._root.next, line.tokens
        following = (*tokens[1:], None)
        for first in [at for at, token in enumerate(tokens) if token in first_words]:
            node = first_words[tokens[first]]
            if following[first] not in node.next and not node.keys and not node.gaps:
                continue  # most words that begin a phrase begin none here
            longest: dict[str, int] = {}
            _walk(node, tokens, first + 1, longest)
            for key, last in longest.items():
                if first >= free.get(key, 0):
                    hits.append(Hit(key, first, last))
                    free[key] = last
        return hits


def _walk(node: _Node, tokens: Sequence[str], at: int, longest: dict[str, int]) -> None:
    """Notes the furthest end of each key below `node`, the next token being `at`."""
    while True:
        for key in node.keys:
            longest[key] = max(longest.get(key, 0), at)
        for reach, beyond in node.gaps.items():
            _leap(beyond, reach, tokens, at, longest)
        if at == len(tokens):
            return
        following = node.next.get(tokens[at])
        if following is None:
            return
        node, at = following, at + 1


def _leap(
    beyond: _Node, reach: int, tokens: Sequence[str], at: int, longest: dict[str, int]
) -> None:
    for resume in range(at, min(at + reach + 1, len(tokens))):
        following = beyond.next.get(tokens[resume])
        if following is not None:
            _walk(following, tokens, resume + 1, longest)
        if tokens[resume] in _STOPS:
            return
