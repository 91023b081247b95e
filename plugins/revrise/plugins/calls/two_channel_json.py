"""Two-channel telephony JSON: segments with a channel, a role and word offsets in ms.

The shape of the Harper Valley corpus and of dialler exports like it. `offset_ms` is the clock
both channels share; a channel's own `start_ms` is not comparable with the other's.
"""

from typing import Any, BinaryIO

from attrs import evolve, frozen

from revrise.core.conversations.intake.sizes import MOST_CHANNELS
from revrise.core.conversations.transcript import Side, Speaker, Transcript, Word
from revrise.core.errors import Invalid
from revrise.plugins.calls import encoding
from revrise.plugins.calls.cue_times import DAY_MS
from revrise.plugins.calls.fields import unfit
from revrise.plugins.calls.json_text import json_of
from revrise.plugins.calls.said import Said, transcript

_SIGNS = ('"offset_ms"', '"channel_index"')
_SIDES: dict[str, Side] = {
    "agent": "seller",
    "rep": "seller",
    "seller": "seller",
    "caller": "buyer",
    "customer": "buyer",
    "buyer": "buyer",
}


@frozen
class TwoChannelJson:
    """An object with `segments`, or a bare list of them; the role tells the side."""

    id: str = "two-channel"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:  # noqa: ARG002
        """By the keys only this shape has."""
        text = encoding.peek(head).lstrip()
        return text.startswith(("{", "[")) and all(sign in text for sign in _SIGNS)

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance per segment. Raises Invalid naming file and field."""
        document = json_of(stream, name, self.limit)
        segments = document.get("segments") if isinstance(document, dict) else document
        if not isinstance(segments, list):
            raise _wrong(name, "segments", "must be a list")
        parts = [_said(item, f"segments[{at}]", name) for at, item in enumerate(segments)]
        made = transcript(parts, self.id, name)
        return evolve(made, speakers=tuple(_sided(speaker) for speaker in made.speakers))


def _said(item: Any, path: str, name: str) -> Said:
    if not isinstance(item, dict):
        raise _wrong(name, path, "must be an object")
    channel = _whole(item, "channel_index", path, name)
    if channel >= MOST_CHANNELS:
        problem = f"must be 0 to {MOST_CHANNELS - 1}, got {channel}"
        raise _wrong(name, f"{path}.channel_index", problem)
    start = _whole(item, "offset_ms", path, name)
    end = _until(start, item.get("duration_ms"), f"{path}.duration_ms", name)
    heard = _text(item, "transcript", path, name)
    role = _text(item, "speaker_role", path, name) if item.get("speaker_role") else ""
    text = _text(item, "human_transcript", path, name) or heard
    words = _words(item, heard.split(), start, path, name)
    return Said(text, role or f"channel {channel}", start, end, words, channel)


def _words(
    item: dict[str, Any], heard: list[str], start: int, path: str, name: str
) -> tuple[Word, ...]:
    """The recogniser's words; none where offsets and words do not pair."""
    offsets, lengths = item.get("word_offsets_ms"), item.get("word_durations_ms")
    if not isinstance(offsets, list) or not isinstance(lengths, list):
        return ()
    if not len(offsets) == len(lengths) == len(heard):
        return ()
    words = []
    for at, text in enumerate(heard):
        begin = _until(start, offsets[at], f"{path}.word_offsets_ms[{at}]", name)
        end = _until(begin, lengths[at], f"{path}.word_durations_ms[{at}]", name)
        words.append(Word(text, begin, end))
    return tuple(sorted(words, key=lambda word: word.start_ms))


def _sided(speaker: Speaker) -> Speaker:
    return evolve(speaker, side=_SIDES.get(speaker.ref.casefold(), "unknown"))


def _whole(item: dict[str, Any], key: str, path: str, name: str) -> int:
    return _ms(item.get(key), f"{path}.{key}", name)


def _until(start: int, length: Any, path: str, name: str) -> int:
    """When what begins then and takes so long ends."""
    return _ms(start + _ms(length, path, name), path, name)


def _ms(value: Any, path: str, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(name, path, "must be a whole number of milliseconds")
    if not 0 <= value <= DAY_MS:
        raise _wrong(name, path, f"must be 0 to 24 hours in ms, got {str(value)[:40]}")
    return value


def _text(item: dict[str, Any], key: str, path: str, name: str) -> str:
    value = item.get(key, "")
    if problem := unfit(value):
        raise _wrong(name, f"{path}.{key}", problem)
    return str(value).strip()


def _wrong(name: str, path: str, problem: str) -> Invalid:
    return Invalid(problem, culprit=f"{name}:{path}", remedy="give segments with offset_ms")
