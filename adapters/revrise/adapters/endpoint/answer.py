"""What the endpoint answered (`verbose_json`), read with distrust."""

import json
import math
from collections.abc import Sequence
from typing import Any

from attrs import frozen

from revrise.core.errors import Fatal

_SPACE = " "


@frozen
class Timed:
    """A text with its times in seconds of what was sent."""

    text: str
    start: float
    end: float


@frozen
class Piece:
    """A segment; its words, joined, are its text."""

    said: Timed
    words: tuple[Timed, ...] = ()


@frozen
class Heard:
    """`language` as the endpoint calls it, empty where it does not say."""

    language: str
    pieces: tuple[Piece, ...]


def read(body: bytes, seconds: float) -> Heard:
    """The answer for so many seconds of sound. Raises Fatal for what is no such answer."""
    try:
        found = json.loads(body)
        words = [_timed(one, "word", seconds) for one in found.get("words") or ()]
        segments = [_piece(one, seconds) for one in found.get("segments") or ()]
        language, text = _text(found.get("language") or ""), _text(found.get("text") or "")
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise Fatal(
            "the speech endpoint's answer is not understood",
            culprit="speech.endpoint",
            remedy="it has to know response_format=verbose_json",
        ) from error
    if not segments and text.strip():
        last = words[-1].end if words else seconds
        segments = [Piece(Timed(text, words[0].start if words else 0.0, last))]
    return Heard(language, tuple(_shared(segments, words)))


def spelled(text: str, words: Sequence[Timed]) -> tuple[Timed, ...]:
    """The words with the spaces and marks the text has around them, which endpoints leave out.

    A word that is not in the text stays as it came, behind a space.
    """
    places: list[int | None] = []
    at, lower = 0, text.casefold()
    for word in words:
        place = lower.find(word.text.strip().casefold(), at) if len(lower) == len(text) else -1
        places.append(place if place >= 0 else None)
        at = place + len(word.text.strip()) if place >= 0 else at
    if None in places:
        return tuple(Timed(_SPACE + one.text.strip(), one.start, one.end) for one in words)
    starts = [0, *(_begin(text, place or 0) for place in places[1:]), len(text)]
    return tuple(
        Timed(text[starts[n] : starts[n + 1]], one.start, one.end) for n, one in enumerate(words)
    )


def _begin(text: str, place: int) -> int:
    """A space before a word is its own."""
    return place - 1 if place and text[place - 1] == _SPACE else place


def _shared(segments: list[Piece], words: list[Timed]) -> list[Piece]:
    """The words go to the segment in whose time their middle lies, or to the one before."""
    if not words or any(one.words for one in segments):
        return segments
    mine: list[list[Timed]] = [[] for _ in segments]
    at = 0
    for word in words:
        middle = (word.start + word.end) / 2
        while at + 1 < len(segments) and middle >= segments[at + 1].said.start:
            at += 1
        if mine:
            mine[at].append(word)
    return [
        Piece(one.said, spelled(one.said.text, theirs))
        for one, theirs in zip(segments, mine, strict=True)
    ]


def _piece(found: Any, seconds: float) -> Piece:
    said = _timed(found, "text", seconds)
    words = tuple(_timed(one, "word", seconds) for one in found.get("words") or ())
    return Piece(said, spelled(said.text, words))


def _timed(found: Any, name: str, seconds: float) -> Timed:
    start, end = float(found["start"]), float(found["end"])
    if not math.isfinite(start) or not math.isfinite(end):
        raise TypeError
    return Timed(
        _text(found[name]), *(min(max(0.0, at), seconds) for at in (start, max(start, end)))
    )


def _text(found: Any) -> str:
    if not isinstance(found, str):
        raise TypeError
    return found
