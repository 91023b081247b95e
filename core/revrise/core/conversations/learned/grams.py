"""Rows of one to three words of a line, and where they stand in it."""

from collections.abc import Iterator

from revrise.core.conversations.phrases import Line

LONGEST = 3
_MOST = 400  # tokens of a line looked at: nobody labels longer ones
_NUMBER = "0"
Gram = tuple[str, int, int]


def grams(line: Line, longest: int = LONGEST) -> Iterator[Gram]:
    """(text, first token, behind the last) of every row; in Chinese a word is one character.

    Marks are no words but the question mark; every number is the same one.
    """
    words = [(_plain(token), at) for at, token in enumerate(line.tokens[:_MOST]) if _word(token)]
    for first in range(len(words)):
        for last in range(first, min(first + longest, len(words))):
            row = words[first : last + 1]
            yield " ".join(word for word, _ in row), row[0][1], row[-1][1] + 1


def _word(said: str) -> bool:
    return said[0].isalnum() or said == "?"


def _plain(said: str) -> str:
    return _NUMBER if any(one.isdigit() for one in said) else said
