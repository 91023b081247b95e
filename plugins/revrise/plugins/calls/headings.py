"""Who speaks, where a line of its own says so with the time, the text below it.

`Name 00:12`, `[Name] 10:02:33`, `姓名(00:00:12)`, `00:00:12 Name` or `姓名 2026-06-30 10:02:33`, as
meeting programs write their text files; the text may also follow on the line, after a colon or a
wide gap.
"""

import re
from collections import Counter
from collections.abc import Sequence

from attrs import frozen

from revrise.plugins.calls import names

_DATE = r"(?:[0-9]{4}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}日?\s{1,4})?"
_CLOCK = r"[0-9]{1,2}(?::[0-9]{2}){1,2}(?:[.,][0-9]{1,3})?(?:\s?[AaPp][Mm])?(?!:?[0-9])"
_LINE = re.compile(
    r"(\[?)([^\s\[\](（:：][^\[\]:：]{0,59}?)(\]\s{0,8}|\s{1,8}|[:：]\s{0,4}|(?=[\[(（]))"
    rf"([\[(（]?)({_DATE}){_CLOCK}[\])）]?(?:\s{{0,4}}([:：])\s{{0,4}}(.*)|(?:\t|\s{{2,8}})(.*)|\s{{0,4}})",
    re.DOTALL,
)
_TIME_FIRST = re.compile(
    rf"[\[(（]?{_CLOCK}[\])）]?\s{{1,8}}(?:[-–|]\s)?([^\s\[\]:：][^\[\]:：]{{0,59}})"
)
_NO_NAME = re.compile(r'[!?;。，！？；、"“”<>{}=/\\|]')
_DAY = re.compile(
    r",$|[0-9]{4}[-/.年][0-9]{1,2}|(?:,\s?|[0-9]\.? [^\W\d]{3,10}\.? )(?:19|20)[0-9]{2}$"
)
"""A day and a time stand over a whole transcript, and head nothing."""
_MOST_WORDS, _ENOUGH = 6, 2


@frozen
class Heading:
    """A name, and what is said on the same line; `shape` is how brackets, date and colon stand."""

    name: str
    text: str
    shape: tuple[bool, ...]


def found(lines: Sequence[str]) -> dict[int, Heading]:
    """Place → heading; none where the lines begin `Name: text` instead.

    A name that heads two lines is one; one that heads a single line is where it looks like a name
    and stands as the first heading does. A single heading counts if nothing comes before it.
    """
    maybe = {at: one for at, line in enumerate(lines) if (one := _heading(line.strip()))}
    times = Counter(one.name for one in maybe.values())
    shape = next(iter(maybe.values())).shape if maybe else ()
    kept = {
        at: one
        for at, one in maybe.items()
        if times[one.name] > 1 or (one.shape == shape and _looks_like_one(one.name))
    }
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    enough = len(kept) >= _ENOUGH or first in kept
    return kept if enough and _begun(lines) <= len(kept) else {}


def may_be(name: str) -> bool:
    """Whether a line has nothing that a name does not have."""
    return _named(name, "") is not None


_WIDE = re.compile(r"(?<=[0-9])：(?=[0-9])")
_SQUARE = str.maketrans("【】", "[]")


def _heading(line: str) -> Heading | None:
    line = _WIDE.sub(":", names.bare(line).translate(_SQUARE))
    if match := _LINE.fullmatch(line):
        square, name, _, bracket, date, colon, text, apart = match.groups()
        shape = map(bool, (square, bracket, date, colon, apart))
        return _named(name, text or apart or "", *shape)
    match = _TIME_FIRST.fullmatch(line)
    return _named(match[1], "") if match else None


def _named(name: str, text: str, *shape: bool) -> Heading | None:
    name = " ".join(name.split()).rstrip(" -–|")
    if _NO_NAME.search(name) or _DAY.search(name) or len(name.split(" ")) > _MOST_WORDS:
        return None
    return Heading(name, text.strip(), shape) if any(map(str.isalpha, name)) else None


def _looks_like_one(name: str) -> bool:
    if name.isascii():
        return not any(word[0].islower() for word in name.split(" "))
    return names.looks_like_one(name)


def _begun(lines: Sequence[str]) -> int:
    """How many lines begin `Name: text`."""
    known = names.roster([line.strip() for line in lines if line.strip()])
    if not known:
        return 0
    firsts = (names.split(line.strip()) for line in lines)
    return sum(one is not None and one[0] in known for one in firsts)
