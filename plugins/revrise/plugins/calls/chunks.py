"""Chunks of the speech pipeline of Transformers: a text, and from when to when in seconds."""

import re
from collections.abc import Iterable

from revrise.core.conversations.transcript import Word
from revrise.core.conversations.words.language import han
from revrise.plugins.calls.fields import Fields
from revrise.plugins.calls.said import UNKNOWN, Said
from revrise.plugins.calls.word_runs import runs

_MOST_HAN = 4
_GAP = re.compile(r"\s")


def stretches(top: Fields) -> list[Said]:
    """One for each chunk; chunks that are words are cut at pauses.

    Those with speakers (`speakers`, as insanely-fast-whisper writes them) count before those
    without. The last chunk may have no end, where the recording broke off: then it has no times.
    Raises Invalid naming the field.
    """
    key = "speakers" if top.many("speakers") else "chunks"
    found = top.many(key)
    if not found and top.text("text").strip():
        raise top.wrong(key, "holds nothing that was said: ask with return_timestamps=True")
    said = [_said(one, last=one is found[-1]) for one in found]
    timed = [one for one in said if one.start_ms is not None]
    return _runs(timed) + said[len(timed) :] if _words(timed) else said


def _said(one: Fields, *, last: bool) -> Said:
    times = one.item.get("timestamp")
    if not isinstance(times, list) or len(times) != 2:  # noqa: PLR2004
        raise one.wrong("timestamp", "must be a start and an end in seconds")
    span = Fields(one.name, one.at("timestamp"), {"start": times[0], "end": times[1]})
    text, who = one.text("text").strip(), one.text("speaker").strip() or None
    if last and times[1] is None:
        span.seconds("start")
        return Said(text, who)
    return Said(text, who, *span.seconds_interval("start", "end"))


def _words(said: Iterable[Said]) -> bool:
    """Whether each is a word: no gap in it, and not more Chinese than a word has."""
    return all(not _GAP.search(one.text) and han(one.text) <= _MOST_HAN for one in said)


def _runs(said: Iterable[Said]) -> list[Said]:
    words = [
        (one.speaker or UNKNOWN, Word(one.text, one.start_ms or 0, one.end_ms or 0))
        for one in sorted(said, key=lambda one: one.start_ms or 0)
        if one.text
    ]
    return list(runs(words))
