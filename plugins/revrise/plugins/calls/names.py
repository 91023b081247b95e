"""Who speaks, where a line begins `Name: text` or `姓名：文字`."""

import re
from collections import Counter
from collections.abc import Iterable

_CLOCK = r"(?:[\[(]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?[\])]?\s{1,4})?"
# An ASCII colon counts before a space, the end, or Chinese: not in 10:30 or https://.
_NAMED = re.compile(
    rf"{_CLOCK}([^\s:：][^:：]{{0,59}})(?:：|:(?=\s|$|[^\x00-\x7f]))\s*(.*)", re.DOTALL
)
_BRACKETS = re.compile(r"^[\[【]([^\[\]【】]+)[\]】]\s{0,4}$")
_NO_NAME = re.compile(r'[!?;。，！？；、"“”<>{}=/\\|]|^[^A-Z].*,|,.*,|,$')
_ITEM = re.compile(r"\s{0,8}(?:[-*•>–]|[0-9]{1,4}[.)、])\s{1,4}(?=\S)")
_HAN = re.compile(r"[一-鿿]+")
# What may stand beside Chinese in a name: words of capitals apart from it, numbers, brackets.
_BESIDE = re.compile(r"(?:(?:^|(?<=\s))[A-Z][\w.'’-]*(?=\s|$)|[0-9*_#()（）.\s|-])*")
_SENTENCE = frozenset("我你是的")
_MOST_WORDS, _MOST_HAN, _USUAL = 5, 6, 0.5


def bare(line: str) -> str:
    """A line without the mark or the number it has as one of a list."""
    match = _ITEM.match(line)
    return line[match.end() :] if match else line


def split(line: str) -> tuple[str, str] | None:
    """(possible name, the rest), or None. A leading clock time or mark of a list is read over."""
    match = _NAMED.match(bare(line))
    if match is None:
        return None
    name = " ".join(_BRACKETS.sub(r"\1", match[1]).split())
    if _NO_NAME.search(name) or len(name.split(" ")) > _MOST_WORDS:
        return None
    return (name, match[2].strip()) if any(map(str.isalpha, name)) else None


def roster(lines: Iterable[str]) -> frozenset[str]:
    """The names that the lines of one file really begin with.

    A name said to begin two lines is one. Where at least half of the lines begin with a possible
    name, one that occurs once is too, unless it reads like a piece of a sentence.
    """
    firsts = [split(line) for line in lines]
    counts = Counter(found[0] for found in firsts if found)
    usual = sum(counts.values()) >= _USUAL * len(firsts)
    return frozenset(
        name
        for name, times in counts.items()
        if times > 1 or (usual and "," not in name and looks_like_one(name))
    )


def looks_like_one(name: str) -> bool:
    """Whether it reads like a name, not like a piece of a sentence."""
    if name.isascii():
        return not name[0].islower() or " " not in name
    chinese = "".join(_HAN.findall(name))
    beside = _HAN.sub("|", name)
    short = len(name) <= _MOST_HAN or bool(chinese and _BESIDE.fullmatch(beside))
    return short and len(chinese) <= _MOST_HAN and _SENTENCE.isdisjoint(name)
