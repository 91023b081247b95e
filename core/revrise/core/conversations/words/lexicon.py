"""How our lexicons are written: words with blanks between them."""

import re


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def any_of(text: str) -> str:
    """A pattern for any one of the words of a text, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words(text), key=_longest)))})"


def _longest(word: str) -> tuple[int, str]:
    return -len(word), word
