"""Phrase lists written as patterns: alternatives and named word classes, spelled out.

`(a|b c|)` stands for each of its alternatives (an empty one for nothing), `{name}` for a class
of words. Alternatives do not nest.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import product

from revrise.core.conversations.words.phrases import phrases

_GROUP = re.compile(r"\(([^)]*)\)")
_CLASS = re.compile(r"\{(\w+)\}")
_APOSTROPHE = re.compile(r"\b(\w+n|that|it|there|what|i)'(t|s|m|ve)\b")


def patterns(text: str, classes: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Every phrase of a `one / another / …` list of patterns."""
    words = {name: " ".join(of.split()) for name, of in (classes or {}).items()}
    inside = _GROUP.sub(lambda group: f"({_CLASS.sub(lambda one: words[one[1]], group[1])})", text)
    filled = _CLASS.sub(lambda one: f"({words[one[1]]})", inside)
    return tuple(spelled for pattern in phrases(filled) for spelled in _spell(pattern))


def _spell(pattern: str) -> list[str]:
    parts = _GROUP.split(pattern)  # plain text and the inside of groups in turn
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return [" ".join("".join(chosen).split()) for chosen in product(*choices)]


def typed(phrases: Iterable[str]) -> list[str]:
    """Phrases, and those that hasty writers type otherwise, without apostrophes: "thats".

    Forms that would become another word ("we're", "I'll") keep theirs.
    """
    known = list(phrases)
    hasty = _APOSTROPHE.sub(r"\1\2", "\n".join(known)).split("\n")
    return known + [short for short, full in zip(hasty, known, strict=True) if short != full]
