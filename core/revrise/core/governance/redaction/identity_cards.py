"""Identity cards of Taiwan and Hong Kong: a letter, digits, and a check digit that fits."""

import re
from collections.abc import Iterator

from revrise.core.governance.redaction.found import Found

_TAIWAN = re.compile(r"(?<![A-Za-z0-9])([A-Z])([1289]\d{8})(?![A-Za-z0-9])", re.I)
# Without its brackets it could be any order's number.
_HONG_KONG = re.compile(r"(?<![A-Za-z0-9])([A-Z]{1,2})(\d{6})[ ]?[(（]([\dA])[)）]", re.I)
_AREAS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"  # of Taiwan, from 10
_BLANK = 36  # before a single letter of Hong Kong; A is 10


def identity_cards(text: str) -> Iterator[Found]:
    """Every number of such a card in a text."""
    for match in _TAIWAN.finditer(text):
        if is_taiwan_id(match[1], match[2]):
            yield Found(match.start(), match.end(), "identity")
    for match in _HONG_KONG.finditer(text):
        if is_hong_kong_id(match[1], match[2], match[3]):
            yield Found(match.start(), match.end(), "identity")


def is_taiwan_id(letter: str, digits: str) -> bool:
    """Whether the last of nine digits is right for what stands before it."""
    tens, ones = divmod(10 + _AREAS.index(letter.upper()), 10)
    weighed = zip((tens, ones, *map(int, digits)), (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1), strict=True)
    return sum(one * weight for one, weight in weighed) % 10 == 0


def is_hong_kong_id(letters: str, digits: str, check: str) -> bool:
    """Whether the check digit, or A for ten, is right for one or two letters and six digits."""
    values = [int(one, 36) for one in (*letters, *digits, check)]
    values = values if len(letters) > 1 else [_BLANK, *values]
    return sum(one * weight for one, weight in zip(values, range(9, 0, -1), strict=True)) % 11 == 0
