"""Dialogues people had, in hours of speech: what detectors meet, not what we made up.

They were typed: every turn takes as long as it would when spoken, 150 words or 240 字 a minute.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from bench.labelled_sets import turns_of
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance
from revrise.core.conversations.words.language import count, has_han

HOUR_MS, PAUSE_MS = 3_600_000, 700
_SIDES = (Speaker("rep", "seller"), Speaker("buyer", "buyer"))


def hours(folder: Path, most: int) -> dict[str, list[Transcript]]:
    """Up to `most` transcripts of an hour for each corpus, dialogues one behind the other."""
    found = {}
    for corpus, rows in groupby(turns_of(folder).items(), lambda row: row[0][0]):
        said = (text for _, turns in rows for _, text in turns if text.strip())
        found[corpus] = [one for one, _ in zip(_spoken(said), range(most), strict=False)]
    return found


def _spoken(said: Iterable[str]) -> Iterator[Transcript]:
    clock, heard = 0, []
    for number, text in enumerate(said):
        rate = 240 if has_han(text) else 150
        ends = clock + max(count(text), 1) * 60_000 // rate
        heard.append(Utterance("buyer" if number % 2 else "rep", text, clock, ends))
        clock = ends + PAUSE_MS
        if clock >= HOUR_MS:
            yield Transcript("zh" if has_han(text) else "en", _SIDES, tuple(heard), clock)
            clock, heard = 0, []
