"""Rows of one to three words of a line, and where they stand in it."""

from collections.abc import Iterator

from revrise.core.conversations.words.phrases import Line

LONGEST = 3
_MOST = 400  # tokens of a line looked at: nobody labels longer ones
_NUMBER = "0"
Gram = tuple[str, int, int]


def grams(line: Line, longest: int = LONGEST) -> Iterator[Gram]:
    """(text, first token, behind the last) of every row; in Chinese a word is one character.

    Marks are no words but the question mark; every number is the same one.
    """
    words = [(word, at) for at, one in enumerate(line.tokens[:_MOST]) if (word := _plain(one))]
    for first, (text, start) in enumerate(words):
        yield text, start, start + 1
        for word, at in words[first + 1 : first + longest]:
            text = f"{text} {word}"  # noqa: PLW2901 (one longer each time)
            yield text, start, at + 1


def _plain(said: str) -> str:
    """A token as a word; empty for what is none."""
    if said.isalpha() or said == "?":
        return said
    if any(one.isdigit() for one in said):
        return _NUMBER
    return said if said[0].isalnum() else ""
