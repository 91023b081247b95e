"""What a text holds of personal data."""

from collections.abc import Collection, Iterator

from revrise.core.conversations.words.hanzi import SIMPLIFIED
from revrise.core.governance.redaction.addresses import addresses
from revrise.core.governance.redaction.found import Found
from revrise.core.governance.redaction.known import known_names
from revrise.core.governance.redaction.names_en import names_en
from revrise.core.governance.redaction.names_zh import names_zh
from revrise.core.governance.redaction.numbers import numbers

LONGEST = 20_000


def personal_data(text: str, names: Collection[str] = ()) -> list[Found]:
    """What a text holds of personal data, in order; `names` are known to belong to it.

    Rules find it, so some is missed: a redacted text is not an anonymous one. Traditional Chinese
    is read as simplified, which is as long.
    """
    text = text if text.isascii() else text.translate(SIMPLIFIED)
    found: set[Found] = set()
    for begin in range(0, len(text), LONGEST):  # nobody says so much at once; rules stay linear
        part = text[begin : begin + LONGEST]
        for one in _all(part, names):
            found.add(Found(one.start + begin, one.end + begin, one.kind))
    return sorted(found, key=lambda one: (one.start, -one.end, one.kind))


def _all(text: str, names: Collection[str]) -> Iterator[Found]:
    yield from addresses(text)
    yield from numbers(text)
    yield from names_zh(text)
    yield from names_en(text)
    yield from known_names(text, names)
