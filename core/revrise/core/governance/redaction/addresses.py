"""E-mail addresses, written or spelt out."""

import re
from collections.abc import Iterator

from revrise.core.governance.redaction.found import Found

# Every repetition has a limit, so that no text takes longer than its length.
_NAME = r"[A-Za-z0-9][A-Za-z0-9_%+\-]{0,40}"
_DOT = r"(?:\.|[ ]dot[ ]|[ ]?点[ ]?)"
_AT = r"(?:@|[ ]at[ ]|[ ]?艾特[ ]?|[ ]?圈(?:a|A)?[ ]?)"
_SPLIT = r"(?:[ ](?:underscore|dash)[ ]|[ ]?(?:下划线|杠)[ ]?)"
_END = r"(?:com|net|org|cn|io|co|edu|gov|info|biz|uk|de|hk|tw|jp|eu|me|ai|example|test)"
_WRITTEN = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,6}")
_SPELT_AT = re.compile(r"@|\bat\b|艾特|圈", re.I)
_BEFORE = re.compile(rf"(?<![A-Za-z0-9])(?:{_NAME})(?:(?:{_DOT}|{_SPLIT}){_NAME}){{0,4}}$", re.I)
_AFTER = re.compile(
    rf"{_AT}{_NAME}(?:{_DOT}{_NAME}){{0,4}}?{_DOT}{_END}(?:{_DOT}{_END})?(?![A-Za-z0-9])", re.I
)
_REACH = 120


def addresses(text: str) -> Iterator[Found]:
    """Every address in a text."""
    if "@" in text:
        for match in _WRITTEN.finditer(text):
            yield Found(match.start(), match.end(), "email")
    if not any(one in text.lower() for one in ("@", " at ", "艾特", "圈")):
        return
    for place in _SPELT_AT.finditer(text):
        yield from _spelt(text, place.start())


def _spelt(text: str, place: int) -> Iterator[Found]:
    """An address whose "at" is at a place, if it is one."""
    for start in (place, place - 1):
        after = _AFTER.match(text, start) if start >= 0 else None
        if after is None:
            continue
        begin = max(0, start - _REACH)
        before = _BEFORE.search(text[begin:start])
        if before is not None:
            yield Found(begin + before.start(), after.end(), "email")
            return
