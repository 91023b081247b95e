"""Names that are known to belong to a call: whoever speaks in it, its customer's people."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from revrise.core.conversations.words.hanzi import SIMPLIFIED
from revrise.core.governance.redaction.found import Found

_HAN = re.compile(r"[一-龥]")
_RUN, _LATIN, _PAIR = map(re.compile, ("[a-z]+", "[A-Za-z]+", r"(?=([^a-z\s]{2}))"))
_PLAIN = re.compile(r"[\x00-\x7f一-龥]*")  # whose small letters are those a pattern takes for them
_BLANK, _BLANKS, _BLANK_OR_NOT = map(re.compile, (r"\s+", r"\s\s|[^\S ]", r"\s+|\S+"))
_LIKE = SIMPLIFIED | str.maketrans("\u0130\u0131\u017f\u212a", "iisk")  # ignoring case, script
_FULL, _SHORTEST = re.compile(r"[一-龥]{3}"), 3
# What speakers are called where nobody knows their names.
_PARTS = frozenset(
    {"rep", "sales", "seller", "buyer", "customer", "client", "agent", "speaker", "caller", "guest"}
    | {"user", "prospect", "host", "channel", "unknown", "the", "and"}
    | {"客户", "销售", "坐席", "顾客", "买方", "卖方", "顾问", "经理", "对方", "说话人"}
)


def known_names(text: str, names: Collection[str]) -> Iterator[Found]:
    """Wherever a name, or the part one calls somebody by, is said.

    Linear in the text, however many names there are; best with a frozenset for many texts.
    """
    if not names:
        return
    by_clue = _by_clue(names if isinstance(names, frozenset) else frozenset(names))
    clues = by_clue.keys() & _clues(text)
    if clues:
        said = {part for clue in clues for part in by_clue[clue]}
        yield from _joined(_said(text, said))


def perhaps_said(text: str, names: Collection[str]) -> frozenset[str]:
    """Those of the names that a text may hold, and every one that it holds."""
    folded = _folded(text)
    return frozenset(name for name in names if any(_in(folded, part) for part in _parts(name)))


def _in(folded: str, part: str) -> bool:
    return not _PLAIN.fullmatch(part) or max(part.lower().split(), key=len) in folded


@lru_cache(256)
def _by_clue(names: frozenset[str]) -> Mapping[str, Sequence[str]]:
    """What is looked for, by what has to be in a text that says it: of each its rarest clue."""
    parts = {part: _needed(part) for name in names for part in _parts(name)}
    often = Counter(clue for clues in parts.values() for clue in clues)
    found: dict[str, list[str]] = defaultdict(list)
    for part, clues in parts.items():
        found[min(clues, key=lambda clue: (often[clue], clue))].append(part)
    return found


def _clues(text: str) -> set[str]:
    """What may tell of a name: whole runs of Latin letters, others by twos, Chinese ones alone."""
    folded = _folded(text)
    found = {*_RUN.findall(folded), *_PAIR.findall(folded)}
    if not text.isascii():  # some become Latin letters only when they are folded
        found.update(map(str.lower, _LATIN.findall(text)))
        found.update(_HAN.findall(folded))
    return found


def _needed(part: str) -> set[str]:
    """What a text has that says it. A Chinese name may be said in the middle of a Latin word."""
    folded = _folded(part)
    if _HAN.search(part):
        return {*_HAN.findall(part), *_PAIR.findall(folded)}
    return {*_RUN.findall(folded), *_PAIR.findall(folded)}


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_LIKE).lower()


def _joined(places: Iterable[tuple[int, int]]) -> Iterator[Found]:
    """What overlaps is one: of "Ann Ann Lee" nothing stays where Ann Ann and Ann Lee are known."""
    begun, behind = 0, 0
    for start, end in sorted(places):
        if start >= behind:
            if behind:
                yield Found(begun, behind, "name")
            begun = start
        behind = max(behind, end)
    if behind:
        yield Found(begun, behind, "name")


def _said(text: str, parts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where each begins and ends; no pattern is compiled but for letters of other alphabets."""
    folded, at = _squeezed(_folded(text))
    for part in parts:
        if _PLAIN.fullmatch(part):
            for begin in _places(folded, part.lower(), bounded=not _HAN.search(part)):
                yield at[begin], at[begin + len(part) - 1] + 1
        else:
            for match in _pattern(part).finditer(text):
                yield match.span()


def _squeezed(text: str) -> tuple[str, Sequence[int]]:
    """With one blank for any white space, and where each letter of that was."""
    if not _BLANKS.search(text):
        return text, range(len(text))
    at: list[int] = []
    for match in _BLANK_OR_NOT.finditer(text):
        at += [match.start()] if match[0].isspace() else range(match.start(), match.end())
    return _BLANK.sub(" ", text), at


def _places(text: str, part: str, *, bounded: bool) -> Iterator[int]:
    begin = text.find(part)
    while begin >= 0:
        around = text[max(0, begin - 1) : begin], text[begin + len(part) : begin + len(part) + 1]
        if not bounded or not any("a" <= one <= "z" for one in around):
            yield begin
        begin = text.find(part, begin + 1)


@lru_cache(1024)
def _pattern(part: str) -> re.Pattern[str]:
    return re.compile(_bounded(part), re.I)


def _parts(name: str) -> Iterator[str]:
    bare = " ".join(name.translate(SIMPLIFIED).split())
    if bare.lower() in _PARTS:
        return
    if _HAN.search(bare):
        if len(bare) > 1:
            yield bare
        if _FULL.fullmatch(bare):
            yield bare[1:]
        return
    words = [word for word in re.split(r"[\s,.]+", bare) if _is_name(word)]
    if words:
        yield bare
    yield from words


def _is_name(word: str) -> bool:
    return len(word) >= _SHORTEST and word.isalpha() and word.lower() not in _PARTS


def _bounded(part: str) -> str:
    quoted = re.escape(part).replace(r"\ ", r"\s+")
    return quoted if _HAN.search(part) else rf"(?<![A-Za-z]){quoted}(?![A-Za-z])"
