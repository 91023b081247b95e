"""How wording of Chinese questions is written and looked for, over one clause of folded text."""

import re
from collections.abc import Collection

# A pattern, and the characters without one of which it cannot match: most clauses have none.
Wording = tuple[re.Pattern[str], frozenset[str]]

HAN = r"[\u4e00-\u9fff]"
# Begins with a set of characters, so that a search passes over the others quickly.
WH_WORD = "[什啥谁哪怎咋多几](?:么|样|少)?"


def worded(signs: str, pattern: str) -> Wording:
    """A pattern with the signs that it has one of wherever it matches."""
    return re.compile(pattern, re.VERBOSE), frozenset(signs)


def has(wanted: Wording, clause: str, said: Collection[str]) -> bool:
    """Whether a clause with no other signs than `said` is worded so."""
    pattern, signs = wanted
    return not signs.isdisjoint(said) and pattern.search(clause) is not None


def without(wanted: Wording, clause: str, said: Collection[str]) -> str:
    """The clause but for what is worded so."""
    pattern, signs = wanted
    return clause if signs.isdisjoint(said) else pattern.sub("", clause)
