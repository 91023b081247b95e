"""Names that are known to belong to a call: whoever speaks in it, its customer's people."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from revrise.core.governance.redaction.found import Found

_HAN = re.compile(r"[一-龥]")
_FULL, _SHORTEST = 3, 3
# What speakers are called where nobody knows their names.
_PARTS = frozenset(
    {"rep", "sales", "seller", "buyer", "customer", "client", "agent", "speaker", "caller", "guest"}
    | {"user", "prospect", "host", "channel", "unknown", "the", "and"}
    | {"客户", "销售", "坐席", "顾客", "买方", "卖方", "顾问", "经理", "对方", "说话人"}
)


def known_names(text: str, names: Iterable[str]) -> Iterator[Found]:
    """Wherever a name, or the part one calls somebody by, is said."""
    parts, pattern = _pattern(tuple(sorted(set(names))))
    folded = text.lower()
    if pattern is not None and any(part in folded for part in parts):
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), "name")


@lru_cache(256)
def _pattern(names: tuple[str, ...]) -> "tuple[frozenset[str], re.Pattern[str] | None]":
    """The first words of what is looked for, folded, and what finds it."""
    parts = sorted({part for name in names for part in _parts(name)}, key=len, reverse=True)
    first = frozenset(part.lower().split()[0] for part in parts)
    return first, re.compile("|".join(map(_bounded, parts)), re.I) if parts else None


def _parts(name: str) -> Iterator[str]:
    bare = " ".join(name.split())
    if bare.lower() in _PARTS:
        return
    if _HAN.search(bare):
        if len(bare) > 1:
            yield bare
        if len(bare) == _FULL:
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
