"""Finding thousands of phrases in one pass over a text, with exact offsets.

A text is read as tokens: a Latin word, a single Han character, or a symbol. Word boundaries in
English and free position in Chinese follow from that. A phrase is a row of tokens; `*` stands
for up to `GAP` tokens within one sentence, `* *` for up to twice as many, and so on.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import add
from typing import NamedTuple, TypeVar

from attrs import define, field

from revrise.core.conversations.words.folding import Folded, fold

T = TypeVar("T")
GAP, WILD = 4, "*"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_LATIN = rf"[^\W_{HAN}]++(?:'[^\W_{HAN}]++)*+"
_TOKEN = re.compile(rf"[{HAN}]|[a-z0-9]++(?![\w'])|{_LATIN}|\S")  # two common cases first
_ASCII = re.compile(r"[a-z0-9]++(?:'[a-z0-9]++)*+|\S")  # the same, of folded ASCII
_LONG = re.compile(rf"[^\W_{HAN}]|\s")  # without one every character is a token
# Figures of several tokens, and letters run into figures.
_FIGURE = re.compile(r"[0-9](?:[.,:][0-9]|[a-z']|(?<=[a-z'].))")
SYMBOLS = frozenset(one for one in map(chr, range(128)) if not one.isalnum())
_BEGINNING = re.compile(rf"\s*({_TOKEN.pattern})\s*({_TOKEN.pattern})?")
_GAP = re.compile(rf"(?:\s*\*)+\s*({_TOKEN.pattern})")  # and what follows it
_STOPS = frozenset(".?!;。")


@define(eq=False)
class Line:
    """The tokens of one text; where they stand is worked out when first asked.

    Not frozen, though nobody changes one: there is one a text, made so in half the time.
    """

    text: str
    tokens: Sequence[str]
    folded: Folded
    # Each token run into the next one: most beginnings of phrases are ruled out by these.
    pairs: Sequence[str] = field(repr=False)

    @property
    def plain(self) -> bool:
        """Whether tokens other than `SYMBOLS` are words as they are, letters and apostrophes."""
        text = self.folded.text
        if not self.text.isascii() or "-" in text or "[" in text or "<" in text:
            return False  # a hyphen makes one word of two, and a note is no words
        return not _FIGURE.search(text)

    @property
    def words(self) -> int:
        """How many words a plain line holds."""
        return len([one for one in self.tokens if one not in SYMBOLS])

    def hits(self, matcher: "Matcher") -> Sequence["Hit"]:
        """What a matcher finds in it; looked for once."""
        if matcher not in self._known:
            self._known[matcher] = matcher.find(self)
        return self._known[matcher]

    @cached_property
    def _known(self) -> dict["Matcher", Sequence["Hit"]]:
        return {}

    @cached_property
    def _starts(self) -> Sequence[int]:
        """Where each token starts in the folded text."""
        text = self.folded.text
        if len(self.tokens) == len(text):
            return range(len(text))
        found, end = [], 0
        for token in self.tokens:  # nothing but spaces is between them
            start = text.find(token, end)
            end = start + len(token)
            found.append(start)
        return found

    def between(self, first: int, last: int) -> tuple[int, int]:
        """The original characters [start, end) of tokens [first, last), of which there are some."""
        starts, end = self._starts, last - 1
        return self.folded.origin(starts[first], starts[end] + len(self.tokens[end]))

    def span(self, hit: "Hit") -> tuple[int, int]:
        """The original characters [start, end) of a hit."""
        return self.between(hit.first, hit.last)


class Hit(NamedTuple):
    """`key` was found as tokens [first, last) of a line."""

    key: str
    first: int
    last: int


@define(init=False)
class _Node:
    """There are a hundred thousand: what most of them lack, they share."""

    next: dict[str, "_Node"]
    gaps: dict[int, "_Node"]  # what follows a gap of up to so many tokens
    keys: tuple[str, ...]

    def __init__(self) -> None:
        self.next, self.gaps, self.keys = _NO_WORDS, _NO_GAPS, ()

    def after(self, token: str) -> "_Node":
        """What follows a token, made where it was not."""
        node = self.next.get(token)
        if node is None:
            if self.next is _NO_WORDS:
                self.next = {}
            node = self.next[token] = _Node()
        return node

    def beyond(self, gap: int) -> "_Node":
        """What follows a gap, made where it was not."""
        node = self.gaps.get(gap)
        if node is None:
            if self.gaps is _NO_GAPS:
                self.gaps = {}
            node = self.gaps[gap] = _Node()
        return node


_Place = tuple[int, int]
_NO_WORDS: dict[str, _Node] = {}
_NO_GAPS: dict[int, _Node] = {}


def tokenize(text: str) -> Line:
    """Reads a text as comparable tokens."""
    folded = fold(text)
    tokens = _tokens(folded.text)
    return Line(text, tokens, folded, list(map(add, tokens, tokens[1:])))


def _tokens(folded: str) -> list[str]:
    if folded.isascii():
        return _ASCII.findall(folded)
    return _TOKEN.findall(folded) if _LONG.search(folded) else list(folded)


def each(work: Callable[[Line], T], lines: Sequence[Line]) -> Iterator[T]:
    """What `work` makes of each line: done once where a line comes again."""
    unlike = dict.fromkeys(lines)
    done = dict(zip(unlike, map(work, unlike), strict=True))
    return map(done.__getitem__, lines)


def phrases(text: str) -> tuple[str, ...]:
    """A word list written as `one / another / …` over any number of lines."""
    return tuple(" ".join(phrase.split()) for phrase in text.split("/") if phrase.strip())


class Matcher:
    """Phrases by key, for any number of lines.

    Of tens of thousands most texts meet a few: those that begin with a token are compiled when it
    is first met where one of them may begin.
    """

    def __init__(self, phrases: Mapping[str, Iterable[str]]) -> None:
        self._waiting: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._compiled: dict[str, _Node] = {}
        # A phrase of one token, or with a gap behind the first, begins with any pair, but only
        # where one of these is in the line too: itself, or what follows the gap.
        alone: dict[str, set[str]] = defaultdict(set)
        pairs = set()
        for key, text in _folded(phrases):
            found = _BEGINNING.match(text)
            if found is None:
                continue
            first, second = found.groups()
            self._waiting[first].append((key, text))
            if second is None:
                alone[first].add(first)
            elif gap := _GAP.match(text, found.end(1)):
                alone[first].add(gap[1])
            else:
                pairs.add(first + second)
        self._alone, self._pairs, self._wanted = frozenset(alone), frozenset(pairs), dict(alone)

    def _behind(self, first: str) -> _Node | None:
        """What follows a first token; two threads may compile it, and come to the same."""
        if waiting := self._waiting.get(first):
            node = _Node()
            for key, text in waiting:
                _add(node, key, _tokens(text))
            self._compiled[first] = node
            self._waiting.pop(first, None)
        return self._compiled.get(first)

    def find(self, line: Line) -> list[Hit]:
        """For each key the leftmost longest hits, not overlapping, in order of position."""
        if self._pairs.isdisjoint(line.pairs) and self._alone.isdisjoint(line.tokens):
            return []  # as most lines are
        hits: list[Hit] = []
        free: dict[str, int] = {}
        compiled, tokens, end = self._compiled, line.tokens, len(line.tokens)
        for first in self._beginnings(line):
            node, at = compiled.get(tokens[first]) or self._behind(tokens[first]), first + 1
            while node is not None and not node.keys and not node.gaps:
                node = node.next.get(tokens[at]) if at < end else None
                at += 1
            if node is None:
                continue  # nothing, or another pair of tokens that reads the same
            longest: dict[str, int] = {}
            _walk(node, tokens, at, longest, set())
            for key, last in longest.items():
                if first >= free.get(key, 0):
                    hits.append(Hit(key, first, last))
                    free[key] = last
        return hits

    def _beginnings(self, line: Line) -> list[int]:
        """Where a phrase may begin, in order."""
        pairs, alone, wanted, tokens = self._pairs, self._alone, self._wanted, line.tokens
        begun: list[int] = []
        if not pairs.isdisjoint(line.pairs):
            begun = [at for at, pair in enumerate(line.pairs) if pair in pairs]
        met = {one for one in alone.intersection(tokens) if not wanted[one].isdisjoint(tokens)}
        if met:
            begun += [at for at, token in enumerate(tokens) if token in met]
            begun = sorted(set(begun))
        return begun


def _folded(phrases: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """Each with its key; all of a key are folded at once."""
    for key, texts in phrases.items():
        together = "\n".join(text.replace("\n", " ") for text in texts)
        for text in fold(together).text.split("\n"):
            yield key, text


def _add(node: _Node, key: str, tokens: Sequence[str]) -> None:
    """Adds a phrase behind the node of its first token."""
    wide = 0
    for index, token in enumerate(tokens[1:], 1):
        if token == WILD and index < len(tokens) - 1:
            wide += GAP
            continue
        if wide:
            node, wide = node.beyond(wide), 0
        node = node.after(token)
    if key not in node.keys:
        node.keys += (key,)


def _walk(
    node: _Node, tokens: Sequence[str], at: int, longest: dict[str, int], seen: set[_Place]
) -> None:
    """Notes the furthest end of each key below `node`, the next token being `at`.

    `seen` is what follows gaps and where that was looked at: with each gap more there are five
    times as many ways there, and no more places.
    """
    end = len(tokens)
    while True:
        if node.keys:
            for key in node.keys:
                if longest.get(key, 0) < at:
                    longest[key] = at
        if node.gaps:
            for reach, beyond in node.gaps.items():
                _leap(beyond, reach, tokens, at, longest, seen)
        if at == end or tokens[at] not in node.next:
            return
        node = node.next[tokens[at]]
        at += 1


def _leap(
    beyond: _Node,
    reach: int,
    tokens: Sequence[str],
    at: int,
    longest: dict[str, int],
    seen: set[_Place],
) -> None:
    known = beyond.next
    if known.keys().isdisjoint(tokens[at : at + reach + 1]):
        return
    for resume in range(at, min(at + reach + 1, len(tokens))):
        token = tokens[resume]
        if token in known and (place := (id(beyond), resume)) not in seen:
            seen.add(place)
            _walk(known[token], tokens, resume + 1, longest, seen)
        if token in _STOPS:
            return
