"""Names that are known to belong to a call: whoever speaks in it, its customer's people."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from revrise.core.governance.redaction.found import Found

_HAN = re.compile(r"[一-龥]")
_RUN, _LATIN, _PAIR = map(re.compile, ("[a-z]+", "[A-Za-z]+", r"(?=([^a-z\s]{2}))"))
_LIKE_LATIN = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")  # to a pattern that ignores case
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
        for match in _pattern(tuple(sorted(said, key=_longest_first))).finditer(text):
            yield Found(match.start(), match.end(), "name")


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
        found.update(_HAN.findall(text))
    return found


def _needed(part: str) -> set[str]:
    """What a text has that says it. A Chinese name may be said in the middle of a Latin word."""
    folded = _folded(part)
    if _HAN.search(part):
        return {*_HAN.findall(part), *_PAIR.findall(folded)}
    return {*_RUN.findall(folded), *_PAIR.findall(folded)}


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_LIKE_LATIN).lower()


@lru_cache(1024)
def _pattern(parts: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(_bounded, parts)), re.I)


def _longest_first(part: str) -> tuple[int, str]:
    return -len(part), part


def _parts(name: str) -> Iterator[str]:
    bare = " ".join(name.split())
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
