"""Google Speech-to-Text: results of words, `startTime` "1.300s" (v1) or `startOffset` (v2).

Speakers are numbers where that was asked for; then v1 gives all words once more in the last
result, and only there with their speakers. Channels count from 1. Who sells nobody says.
"""

import re
from collections.abc import Sequence
from typing import BinaryIO

from attrs import frozen

from revrise.core.conversations.intake.sizes import MOST_CHANNELS
from revrise.core.conversations.transcript import Transcript, Word
from revrise.plugins.calls import encoding
from revrise.plugins.calls.fields import Fields
from revrise.plugins.calls.json_text import json_of
from revrise.plugins.calls.said import UNKNOWN, Said, transcript
from revrise.plugins.calls.word_runs import runs

_RESULT = re.compile(
    r'"alternatives"\s{0,40}:\s{0,40}\[\s{0,40}\{\s{0,40}"(transcript|confidence|words)"'
)


@frozen
class GoogleSpeechJson:
    """The answer, or the finished operation that holds it as `response`."""

    id: str = "google-speech"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:  # noqa: ARG002
        """By results whose alternatives are transcripts, beside no channels of Deepgram's."""
        text = encoding.peek(head).lstrip()
        own = '"results"' in text and _RESULT.search(text) is not None
        return text.startswith("{") and own and '"channels"' not in text

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance between pauses; without times of words one a result.

        Raises Invalid naming the field.
        """
        top = Fields.of(json_of(stream, name, self.limit), name)
        if "response" in top.item:
            top = Fields.of(top.item["response"], name, "response")
        results = [one for one in top.many("results") if one.many("alternatives")]
        told = _words(results[-1]) if results else []
        if any(who is not None for who, _ in told):
            results = results[-1:]
        several = len({_channel(one) for one in results}) > 1
        said = [part for one in results for part in _said(one, several=several)]
        tags = {tag for one in results if (tag := one.text("languageCode"))}
        return transcript(said, self.id, name, tags.pop() if len(tags) == 1 else "")


def _said(result: Fields, *, several: bool) -> list[Said]:
    channel = _channel(result) if several else None
    place = [] if channel is None else [f"channel {channel}"]
    words = _words(result)
    if not words:
        text = result.many("alternatives")[0].text("transcript").strip()
        return [Said(text, " ".join(place) or UNKNOWN, channel=channel)]
    spoken = [(" ".join([*place, *_called(who)]) or UNKNOWN, word) for who, word in words]
    return list(runs(spoken, channel))


def _called(who: str | None) -> Sequence[str]:
    return [] if who is None else [f"speaker {who}"]


def _words(result: Fields) -> list[tuple[str | None, Word]]:
    """(speaker, word) pairs in order; none where the words have no times."""
    found = []
    for one in result.many("alternatives")[0].many("words"):
        start, end = (
            ("startTime", "endTime") if "endTime" in one.item else ("startOffset", "endOffset")
        )
        if end not in one.item:
            return []
        span = Fields(
            one.name, one.path, {key: _bare(one.item.get(key, "0s")) for key in (start, end)}
        )
        tag = one.item.get("speakerTag") or one.item.get("speakerLabel") or None
        text = one.text("word").strip()
        if text:
            word = Word(text, *span.seconds_interval(start, end))
            found.append((None if tag is None else str(tag)[:40], word))
    return sorted(found, key=lambda pair: pair[1].start_ms)


def _bare(value: object) -> object:
    """What a number of seconds is without its "s"."""
    return value.removesuffix("s") if isinstance(value, str) else value


def _channel(result: Fields) -> int:
    value = result.item.get("channelTag") or 1
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MOST_CHANNELS:
        raise result.wrong("channelTag", f"must be 1 to {MOST_CHANNELS}, got {str(value)[:40]}")
    return value - 1
