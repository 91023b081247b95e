"""What somebody saves who was shown words with something hidden: what they were not shown stays.

A text that they left as it was shown to them becomes again what it is. One that they changed and
that still has something hidden in it is refused: nobody could tell any more what was there.
"""

import re
from typing import TypeVar, cast

from revrise.core.errors import Refused
from revrise.core.governance.redaction.found import HIDDEN
from revrise.services.cleared.walking import Change, Words, texts, told

T = TypeVar("T")
# A point before a blank is somebody's list.
_MARK = re.compile(rf"{HIDDEN}(?=\S|$)")


def has_marks(thing: object, words: Words) -> bool:
    """Whether something in it may be hidden."""
    return any(HIDDEN in text for text in texts(thing, words))


def restored(new: T, kept: object | None, words: Words, hide: Change) -> T:
    """The record as it is to be stored in place of `kept` (None: beside all others).

    `hide` shows a text as the writer was shown it. Raises Refused.
    """
    plain = texts(kept, words) if kept is not None else []
    shown = [hide(text) for text in plain]
    if texts(new, words) == shown:  # told apart by their places, should some look alike
        again = iter(plain)
        return cast("T", told(new, words, lambda _: next(again)))
    return cast("T", told(new, words, lambda text: _original(text, plain, shown)))


def _original(text: str, plain: list[str], shown: list[str]) -> str:
    if HIDDEN not in text:
        return text
    found = {was for was, told in zip(plain, shown, strict=True) if told == text}
    if len(found) == 1:
        return found.pop()
    strict = plain != shown
    if not found and (text in plain or not (strict or _MARK.search(text))):
        return text
    raise Refused(
        "a text was changed in which something is hidden from you",
        remedy="leave it as it was, write one without it, or ask somebody who may see it all",
    )
