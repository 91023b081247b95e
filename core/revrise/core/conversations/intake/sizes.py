"""How much one call may say: what no call says is refused before it is measured."""

from collections.abc import Iterable
from itertools import accumulate

from revrise.core.errors import Invalid

MOST_UTTERANCES, MOST_CHARACTERS = 250_000, 10_000_000
"""Two and a half times the longest call measured; a day of fast speech has two million letters.

Measuring takes up to 220 bytes of memory a character (Chinese; English takes a third).
"""
MOST_CHANNELS = 1_000
MOST_SPEAKERS = 1_000
"""Each has consents of their own: a file that names one in each line would make a million."""


def bounded(texts: Iterable[str], name: str) -> None:
    """Raises Invalid naming the file for more utterances, or more characters in them, than that."""
    at = said = 0
    for at, said in enumerate(accumulate(map(len, texts)), start=1):  # noqa: B007 - looked at below
        if at > MOST_UTTERANCES:
            raise _too_much(f"more than {MOST_UTTERANCES:,} utterances", name)
    if said > MOST_CHARACTERS:
        raise _too_much(f"{said:,} characters, more than {MOST_CHARACTERS:,}", name)


def peopled(speakers: int, name: str) -> None:
    """Raises Invalid naming the file for more speakers than that."""
    if speakers > MOST_SPEAKERS:
        raise _too_much(f"{speakers:,} speakers, more than {MOST_SPEAKERS:,}", name)


def _too_much(what: str, name: str) -> Invalid:
    return Invalid(
        f"holds {what}: no call says so much",
        culprit=name,
        remedy="give the transcript of one call",
    )
