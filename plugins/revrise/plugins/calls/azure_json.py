"""Azure Speech: batch transcription (ticks of 100 ns) and fast transcription (milliseconds).

Phrases have a channel, and a speaker's number where that was asked for. Who sells nobody says.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from attrs import frozen

from revrise.core.conversations.intake.sizes import MOST_CHANNELS
from revrise.core.conversations.transcript import Transcript, Word
from revrise.plugins.calls import encoding
from revrise.plugins.calls.cue_times import DAY_MS
from revrise.plugins.calls.fields import Fields
from revrise.plugins.calls.json_text import json_of
from revrise.plugins.calls.said import UNKNOWN, Said, transcript

_SIGNS = ('"combinedRecognizedPhrases"', '"recognizedPhrases"', '"combinedPhrases"')
_TICKS = 10_000
"""In a millisecond."""


@frozen
class AzureSpeechJson:
    """The result of one file."""

    id: str = "azure-speech"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:  # noqa: ARG002
        """By the keys only these results have."""
        text = encoding.peek(head).lstrip()
        return text.startswith("{") and any(sign in text for sign in _SIGNS)

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance a phrase, of batches its best reading. Raises Invalid naming the field."""
        top = Fields.of(json_of(stream, name, self.limit), name)
        phrases = top.many("recognizedPhrases") or top.many("phrases")
        heard = [one for one in phrases if one.text("recognitionStatus") in {"", "Success"}]
        channels = {_number(one, "channel") for one in heard}
        said = [_said(one, several=len(channels) > 1) for one in heard]
        tags = {tag for one in heard if (tag := one.text("locale"))}
        known = "durationInTicks" in top.item or "durationMilliseconds" in top.item
        length = _ms(top, "duration") if known else None
        return transcript(said, self.id, name, tags.pop() if len(tags) == 1 else "", length)


def _said(one: Fields, *, several: bool) -> Said:
    best = next(iter(one.many("nBest")), one)
    channel, speaker = _number(one, "channel"), _number(one, "speaker")
    parts = [f"channel {channel}"] if several else []
    parts += [] if speaker is None else [f"speaker {speaker}"]
    text = best.text("display") or best.text("text") or best.text("lexical")
    words = tuple(sorted(_words(best.many("words")), key=lambda word: word.start_ms))
    return Said(
        text.strip(),
        " ".join(parts) or UNKNOWN,
        *_interval(one),
        words,
        channel if several else None,
    )


def _words(items: Iterable[Fields]) -> Iterator[Word]:
    for one in items:
        if text := (one.text("word") or one.text("text")).strip():
            yield Word(text, *_interval(one))


def _interval(one: Fields) -> tuple[int, int]:
    start = _ms(one, "offset")
    end = start + _ms(one, "duration")
    if end > DAY_MS:
        raise one.wrong("duration", "ends beyond 24 hours")
    return start, end


def _ms(one: Fields, key: str) -> int:
    """In ms, which a service also writes as ticks, with a fraction of nothing."""
    if f"{key}Milliseconds" in one.item:
        return one.ms(f"{key}Milliseconds")
    key = f"{key}InTicks"
    ticks = one.item.get(key)
    if isinstance(ticks, bool) or not isinstance(ticks, int | float):
        raise one.wrong(key, "must be a number of ticks")
    if not 0 <= ticks <= DAY_MS * _TICKS:
        raise one.wrong(key, f"must be 0 to 24 hours in ticks, got {str(ticks)[:40]}")
    return round(ticks / _TICKS)


def _number(one: Fields, key: str) -> int | None:
    value = one.item.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise one.wrong(key, "must be a number")
    if not 0 <= value < MOST_CHANNELS:
        raise one.wrong(key, f"must be 0 to {MOST_CHANNELS - 1}, got {str(value)[:40]}")
    return value
