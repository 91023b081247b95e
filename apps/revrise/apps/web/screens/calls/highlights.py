"""Which words of a line are marked, and as what."""

import re
from collections.abc import Container, Iterable
from itertools import pairwise

from revrise.core.conversations.moment import Moment

# Where highlights overlap, the one that matters more wins.
_WEIGHT = {"question": 1, "tracker": 2, "commitment": 3, "objection": 4}
_CLASS = {"question": "hq", "tracker": "ht", "commitment": "hc", "objection": "ho"}
_END = re.compile(r"[.!?](?=\s|$)|[。！？；\n]")
# A speech recogniser may leave out every full stop: so long a sentence is none.
_LONGEST = 160


def pieces(
    text: str, moments: Iterable[Moment], kinds: Container[str] = ()
) -> list[tuple[str, str]]:
    """The text cut where its highlight changes; `kinds` of plugins look as trackers do.

    Of an objection and a promise the whole sentence is marked, not the words that gave it away.
    """
    marks = [
        (*_marked(text, one), "tracker" if one.kind in kinds else one.kind)
        for one in moments
        if one.kind in _CLASS or one.kind in kinds
    ]
    cuts = sorted({0, len(text), *(end for mark in marks for end in mark[:2])})
    found: list[tuple[str, str]] = []
    for start, end in pairwise(cut for cut in cuts if cut <= len(text)):
        over = [kind for low, high, kind in marks if low <= start and end <= high]
        best = max(over, key=_WEIGHT.__getitem__, default="")
        cls = _CLASS.get(best, "")
        if found and found[-1][0] == cls:
            found[-1] = (cls, found[-1][1] + text[start:end])
        else:
            found.append((cls, text[start:end]))
    return found


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around some words of a text; those words where it is too long to be one."""
    before = [one.end() for one in _END.finditer(text, 0, start)]
    after = _END.search(text, max(end - 1, 0))
    low, high = (before[-1] if before else 0), (after.end() if after else len(text))
    low += len(text[low:start]) - len(text[low:start].lstrip())
    return (low, high) if high - low <= _LONGEST else (start, end)


def _marked(text: str, moment: Moment) -> tuple[int, int]:
    start, end = moment.span.start, moment.span.end
    whole = moment.kind in ("objection", "commitment")
    return sentence(text, start, end) if whole else (start, end)
