"""What differs between two texts: line by line, and within a changed line word by word.

Chinese has no blanks between words, so each character of it stands for itself.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from attrs import frozen

_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f_]+|\s+|.", re.DOTALL)
_LIKE, _LONGEST = 0.4, 2_000


@frozen
class Line:
    """`kind` is same | gone | new; `pieces` are (text, whether it is what changed)."""

    kind: str
    pieces: tuple[tuple[str, bool], ...]

    @property
    def text(self) -> str:
        """The whole line."""
        return "".join(text for text, _ in self.pieces)


def difference(old: str, new: str) -> list[Line]:
    """The lines of both texts in order; those that only one of them has are marked."""
    before, after = old.splitlines(), new.splitlines()
    found: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [Line("same", ((line, False),)) for line in before[a:b]]
        else:
            found += _changed(before[a:b], after[c:d])
    return found


def _changed(gone: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Lines at the same place that are alike show their words; others stand as they are."""
    pairs = [_words(old, after) for old, after in zip(gone, new, strict=False)]
    for place, line in enumerate(gone):
        pair = pairs[place] if place < len(pairs) else None
        yield Line("gone", pair[0] if pair else ((line, False),))
    for place, line in enumerate(new):
        pair = pairs[place] if place < len(pairs) else None
        yield Line("new", pair[1] if pair else ((line, False),))


Pieces = tuple[tuple[str, bool], ...]


def _words(old: str, new: str) -> tuple[Pieces, Pieces] | None:
    if max(len(old), len(new)) > _LONGEST:
        return None
    before, after = _WORD.findall(old), _WORD.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _LIKE:
        return None
    gone: list[tuple[str, bool]] = []
    made: list[tuple[str, bool]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        changed = tag != "equal"
        gone += [("".join(before[a:b]), changed)] if a < b else []
        made += [("".join(after[c:d]), changed)] if c < d else []
    return tuple(gone), tuple(made)
