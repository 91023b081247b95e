"""E-mail addresses, written or spelt out."""

import re
from collections.abc import Iterator

from revrise.core.governance.redaction.found import Found

_NAME = r"[A-Za-z0-9][A-Za-z0-9_%+\-]*"
_DOT = r"(?:\.|[ ]dot[ ]|[ ]?点[ ]?)"
_AT = r"(?:@|[ ]at[ ]|[ ]?艾特[ ]?|[ ]?圈(?:a|A)?[ ]?)"
_SPLIT = r"(?:[ ](?:underscore|dash)[ ]|[ ]?(?:下划线|杠)[ ]?)"
_END = r"(?:com|net|org|cn|io|co|edu|gov|info|biz|uk|de|hk|tw|jp|eu|me|ai|example|test)"
_WRITTEN = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+")
_SPELT = re.compile(
    rf"(?<![A-Za-z0-9])(?:{_NAME})(?:(?:{_DOT}|{_SPLIT}){_NAME})*{_AT}"
    rf"{_NAME}(?:{_DOT}{_NAME})*?{_DOT}{_END}(?:{_DOT}{_END})?(?![A-Za-z0-9])",
    re.I,
)


def addresses(text: str) -> Iterator[Found]:
    """Every address in a text."""
    for pattern in (_WRITTEN, _SPELT):
        for match in pattern.finditer(text):
            yield Found(match.start(), match.end(), "email")
