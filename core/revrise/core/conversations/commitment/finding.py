"""Which parts of promises, agreements and orders a line holds, of both languages at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache

from revrise.core.conversations.commitment import closing_said, parts_en, parts_zh
from revrise.core.conversations.words.phrase_patterns import typed
from revrise.core.conversations.words.phrases import Line, phrases, tokenize

# Where a part is said: tokens [first, last) of a line.
Place = tuple[int, int]
Parts = Mapping[str, Sequence[Place]]
_Begun = Mapping[str, Sequence[str]]
# Parts by their third token, with all tokens from there.
_Thirds = Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]
_EN, _ZH = parts_en.parts(), parts_zh.parts()
_ALL = {
    **_ZH,
    **{part: (*typed(of), *_ZH.get(part, ())) for part, of in _EN.items()},
    **{part: typed(of) for part, of in closing_said.parts().items()},
}
# What a line has to hold to be of interest: a next step before the call's end, an order anywhere.
_CORES = {
    "step": ("promise", "let", "yours", "both", "meet", "asked", "settled"),
    "time": ("time",),
    "order": ("shall", "may", "deal"),
    "deal": ("deal",),
}
# Words before a part that make another thing of it: "I always send it" asks for nothing, and in
# 给我打电话 it is another who calls.
_UNDONE = {
    "bid": phrases(
        """
        i / we / they / he / she / to / always / never / usually / would / could / did /
        给 / 跟 / 帮 / 替
        """
    ),
    "promise": phrases("给 / 跟 / 叫 / 帮 / 问 / 对 / 找 / 等 / 陪 / 请 / 向 / 教"),
}
_MOST = 4  # times that a word of a line is looked at


def holding(lines: Iterable[Line], core: str) -> list[Line]:
    """The lines that may hold a part of a core: nearly free."""
    words, pairs = _cores()[core]
    return [
        line
        for line in lines
        if not (pairs.isdisjoint(line.pairs) and words.isdisjoint(line.tokens))
    ]


def find(line: Line) -> Parts:
    """The parts of a line, each where it is said, of words said over and over the first times."""
    words, pairs, longer = _tables()
    found: dict[str, list[Place]] = {}
    for token in words.keys() & line.tokens:
        for at in _places(line.tokens, token):
            for part in words[token]:
                found.setdefault(part, []).append((at, at + 1))
    for pair in pairs.keys() & line.pairs:
        for at in _places(line.pairs, pair):
            for part in pairs[pair]:
                found.setdefault(part, []).append((at, at + 2))
            for part, last in _longer(line, at, longer.get(pair, {})):
                found.setdefault(part, []).append((at, last))
    return _done(line, found)


def _places(said: Sequence[str], one: str) -> Sequence[int]:
    """Where it is said, the first times."""
    at, times = said.index(one), min(said.count(one), _MOST)
    if times == 1:
        return (at,)
    places = [at]
    while len(places) < times:
        places.append(said.index(one, places[-1] + 1))
    return places


def _longer(line: Line, at: int, by_third: _Thirds) -> Iterator[tuple[str, int]]:
    """The parts of more than two tokens that begin at a place, and where they end."""
    third = line.tokens[at + 2] if at + 2 < len(line.tokens) else ""
    for part, rest in by_third.get(third, ()):
        last = at + 2 + len(rest)
        if (*line.tokens[at + 2 : last],) == rest:
            yield part, last


def _done(line: Line, found: dict[str, list[Place]]) -> Parts:
    """Without what a word before it undoes."""
    for part in _UNDONE.keys() & found.keys():
        kept = [one for one in found.pop(part) if not _after(line, one[0], _UNDONE[part])]
        if kept:
            found[part] = kept
    return found


def _after(line: Line, first: int, words: Collection[str]) -> bool:
    return first > 0 and line.tokens[first - 1] in words


@cache
def _tables() -> tuple[_Begun, _Begun, Mapping[str, _Thirds]]:
    """The parts that are one word, those that are two, and those that begin with two and go on.

    The second names those that go on too, by themselves without a part; the third has them by
    their third word.
    """
    words: dict[str, list[str]] = defaultdict(list)
    pairs: dict[str, list[str]] = defaultdict(list)
    longer: dict[str, dict[str, list[tuple[str, tuple[str, ...]]]]] = defaultdict(dict)
    for part, of in _ALL.items():
        for phrase in dict.fromkeys(of):
            first, *rest = tokenize(phrase).tokens
            if not rest:
                words[first].append(part)
            elif len(rest) == 1:
                pairs[first + rest[0]].append(part)
            else:
                pairs[first + rest[0]].extend(())
                longer[first + rest[0]].setdefault(rest[1], []).append((part, tuple(rest[1:])))
    return dict(words), dict(pairs), dict(longer)


@cache
def _cores() -> Mapping[str, tuple[frozenset[str], frozenset[str]]]:
    """The words and pairs with which the parts of each core begin."""
    begun = {
        core: [tokenize(phrase) for part in of for phrase in _ALL[part]]
        for core, of in _CORES.items()
    }
    return {
        core: (
            frozenset(line.tokens[0] for line in lines if len(line.tokens) == 1),
            frozenset(line.pairs[0] for line in lines if line.pairs),
        )
        for core, lines in begun.items()
    }
