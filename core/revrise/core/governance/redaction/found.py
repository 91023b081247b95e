"""A piece of personal data in a text."""

from collections.abc import Iterable
from typing import Literal

from attrs import frozen

Kind = Literal["name", "phone", "email", "identity", "card"]
KINDS: tuple[Kind, ...] = ("name", "phone", "email", "identity", "card")
HIDDEN = "•"


@frozen
class Found:
    """Characters `start` to `end` of a text."""

    start: int
    end: int
    kind: Kind


def hidden(text: str, found: Iterable[Found]) -> str:
    """The text with what was found hidden, character for character: every place stays where it is.

    Blanks stay, so that a line wraps as before.
    """
    shown = list(text)
    for one in found:
        for place in range(one.start, one.end):
            if not shown[place].isspace():
                shown[place] = HIDDEN
    return "".join(shown)
