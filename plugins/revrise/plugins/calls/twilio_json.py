"""Twilio's sentences of a transcript (Conversational Intelligence), in seconds written as text."""

from collections.abc import Sequence
from typing import BinaryIO

from attrs import evolve, frozen

from revrise.core.conversations.transcript import Transcript, Word
from revrise.core.errors import Invalid
from revrise.plugins.calls import encoding
from revrise.plugins.calls.fields import Fields
from revrise.plugins.calls.json_text import json_of
from revrise.plugins.calls.said import UNKNOWN, Said, transcript

_CHANNEL = ("media_channel", "mediaChannel")
_SIGNS = tuple(f'"{key}"' for key in _CHANNEL)
_MOST_CHANNELS = 32


@frozen
class TwilioJson:
    """The answer of `/v2/Transcripts/SID/Sentences`, or the list that its libraries make of it.

    Those call the fields `mediaChannel`, `startTime`. A channel is a speaker; channels counted
    from 1 are 0 and 1 for `seller_channel`. On a single channel nobody is known to speak.
    """

    id: str = "twilio"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:  # noqa: ARG002
        """By the key only this answer has."""
        text = encoding.peek(head).lstrip()
        return text.startswith(("{", "[")) and any(sign in text for sign in _SIGNS)

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance a sentence. Raises Invalid naming the field, for a part of a call too."""
        document = json_of(stream, name, self.limit)
        top = Fields.of({"sentences": document} if isinstance(document, list) else document, name)
        _whole(top)
        return transcript(_sided([_said(one) for one in top.many("sentences")]), self.id, name)


def _whole(top: Fields) -> None:
    meta = Fields.of(top.item.get("meta") or {}, top.name, "meta")
    if meta.text("next_page_url"):
        remedy = "ask with PageSize=5000, or put the sentences of all pages into one list"
        culprit = f"{top.name}:meta.next_page_url"
        raise Invalid("says that this is not the whole call", culprit=culprit, remedy=remedy)


def _said(one: Fields) -> Said:
    snake = _CHANNEL[0] in one.item or "start_time" in one.item
    start, end = ("start_time", "end_time") if snake else ("startTime", "endTime")
    words = tuple(sorted(_words(one, start, end), key=lambda word: word.start_ms))
    span = one.seconds_interval(start, end)
    return Said(one.text("transcript").strip(), None, *span, words, _channel(one))


def _words(one: Fields, start: str, end: str) -> list[Word]:
    """Only where each has its times: they are null unless they were asked for."""
    found = one.many("words")
    if any(word.item.get(key) is None for word in found for key in (start, end)):
        return []
    return [
        Word(text, *word.seconds_interval(start, end))
        for word in found
        if (text := word.text("word").strip())
    ]


def _channel(one: Fields) -> int:
    key = next((key for key in _CHANNEL if key in one.item), _CHANNEL[0])
    value = one.item.get(key, 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < _MOST_CHANNELS:
        raise one.wrong(key, "must be the number of a channel")
    return value


def _sided(said: Sequence[Said]) -> list[Said]:
    channels = {one.channel or 0 for one in said}
    if len(channels) < 2:  # noqa: PLR2004
        return [evolve(one, speaker=UNKNOWN, channel=None) for one in said]
    first = min(1, *channels)
    return [
        evolve(one, speaker=f"channel {one.channel}", channel=(one.channel or 0) - first)
        for one in said
    ]
