"""Text made comparable, with the way back to the original characters.

Comparable is NFKC, case folded, quotes straight, traditional characters simplified.
"""

import re
import unicodedata

from attrs import frozen

from revrise.core.conversations.words.hanzi import SIMPLIFIED

# Full-width ASCII and the ideographic space, one character for one: the common Chinese case.
_WIDE = {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)} | {"\u3000": " "}
_WIDE |= dict.fromkeys("\u2018\u2019", "'") | dict.fromkeys("\u201c\u201d", '"')
_ALIKE = {chr(one): chr(other) for one, other in SIMPLIFIED.items()} | _WIDE
_COMMON = tuple((wide, _WIDE[wide]) for wide in "，？！：’")
BLOCK = 256
_UNLIKE = re.compile(f"[{re.escape(''.join(_ALIKE))}]")


@frozen
class Folded:
    """`text` is comparable; `starts`/`ends` map its characters back, None where one to one."""

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The original characters [start, end) behind the folded ones (not empty)."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The comparable form. Linear in the length."""
    if text.isascii():
        return Folded(text.lower())
    plain = text
    for wide, narrow in _COMMON:  # most texts have no others
        plain = plain.replace(wide, narrow)
    plain = _UNLIKE.sub(lambda found: _ALIKE[found[0]], plain)
    if unicodedata.is_normalized("NFKC", plain):
        folded = plain.casefold()
        if len(folded) == len(text):  # case folding never shortens, so this is one to one
            return Folded(folded)
    return _by_cluster(plain)


def folds(first: int, last: int) -> set[str]:
    """What the characters of a range of code points become.

    Of more than `BLOCK` only those that another character is the simplified or narrow form of.
    """
    if last - first < BLOCK:
        return {fold(chr(code)).text for code in range(first, last + 1)}
    return {other for one, other in _ALIKE.items() if first <= ord(one) <= last}


def _by_cluster(text: str) -> Folded:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        piece = unicodedata.normalize("NFKC", text[start:end]).casefold()
        parts.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Folded("".join(parts), tuple(starts), tuple(ends))


def _clusters(text: str) -> list[tuple[int, int]]:
    """A base character with its combining marks (or Hangul vowels and tails) at a time."""
    starts = [
        index
        for index, char in enumerate(text)
        if not index or not (unicodedata.combining(char) or "\u1160" <= char <= "\u11ff")
    ]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))
