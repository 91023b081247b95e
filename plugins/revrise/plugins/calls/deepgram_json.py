"""Deepgram's answer to `/v1/listen`: channels of words in seconds, utterances where asked for.

Speakers are numbers, and only where `diarize` was asked for; with `multichannel` the channels are
the speakers. Neither says who sells: that is `--seller` or `--seller-channel`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

from attrs import frozen

from revrise.core.conversations.intake.sizes import MOST_CHANNELS
from revrise.core.conversations.transcript import Transcript, Word
from revrise.plugins.calls import encoding
from revrise.plugins.calls.fields import Fields, unread
from revrise.plugins.calls.json_text import json_of
from revrise.plugins.calls.said import UNKNOWN, Said, transcript
from revrise.plugins.calls.word_runs import runs

_PARTS = ('"utterances"', '"channels"')


@frozen
class DeepgramJson:
    """The whole answer of a recording; the first alternative counts."""

    id: str = "deepgram"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:  # noqa: ARG002
        """By its results, or by the request whose answer it is."""
        text = encoding.peek(head).lstrip()
        answer = '"results"' in text and any(part in text for part in _PARTS)
        return text.startswith("{") and (answer or '"request_id"' in text)

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance as it cut them, else between pauses. Raises Invalid naming the field."""
        top = Fields.of(json_of(stream, name, self.limit), name)
        results = Fields.of(top.item.get("results"), name, "results")
        if not {"channels", "utterances"} & results.item.keys():
            raise unread(name)
        said = list(_uttered(results) if results.many("utterances") else _spoken(results))
        return transcript(said, self.id, name, _language(results), _duration(top))


def _uttered(results: Fields) -> Iterator[Said]:
    parts = results.many("utterances")
    called = _names([(_number(one, "channel") or 0, _number(one, "speaker")) for one in parts])
    several = len({channel for channel, _ in called}) > 1
    for one in parts:
        channel = _number(one, "channel") or 0
        words = tuple(sorted(_words(one), key=lambda word: word.start_ms))
        who = called[channel, _number(one, "speaker")]
        times = one.seconds_interval("start", "end")
        yield Said(one.text("transcript").strip(), who, *times, words, channel if several else None)


def _spoken(results: Fields) -> Iterator[Said]:
    channels = [_heard(channel) for channel in results.many("channels")]
    pairs = [(at, speaker) for at, heard in enumerate(channels) for speaker, _ in heard]
    called, several = _names(pairs), len(channels) > 1
    for at, heard in enumerate(channels):
        spoken = ((called[at, speaker], word) for speaker, word in heard)
        yield from runs(spoken, at if several else None)


def _heard(channel: Fields) -> list[tuple[int | None, Word]]:
    """(speaker, word) pairs of the likeliest alternative, in order."""
    heard = [
        (_number(one, "speaker"), word)
        for best in channel.many("alternatives")[:1]
        for one in best.many("words")
        for word in _word(one)
    ]
    return sorted(heard, key=lambda pair: (pair[1].start_ms, pair[1].end_ms))


def _names(pairs: Sequence[tuple[int, int | None]]) -> Mapping[tuple[int, int | None], str]:
    """What a speaker of a channel is called: by the channel where there are several of these."""
    speakers: dict[int, set[int | None]] = defaultdict(set)
    for channel, speaker in pairs:
        speakers[channel].add(speaker)
    names = {}
    for channel, speaker in set(pairs):
        parts = [f"channel {channel}"] if len(speakers) > 1 else []
        if speaker is not None and (len(speakers) == 1 or len(speakers[channel]) > 1):
            parts.append(f"speaker {speaker}")
        names[channel, speaker] = " ".join(parts) or UNKNOWN
    return names


def _words(part: Fields) -> list[Word]:
    return [word for one in part.many("words") for word in _word(one)]


def _word(one: Fields) -> list[Word]:
    """None where it says nothing."""
    text = one.text("punctuated_word").strip() or one.text("word").strip()
    return [Word(text, *one.seconds_interval("start", "end"))] if text else []


def _number(one: Fields, key: str) -> int | None:
    """A small number, or several of which the first counts (`channel: [0, 2]`)."""
    value = one.item.get(key)
    value = value[0] if isinstance(value, list) and value else value
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise one.wrong(key, "must be a number")
    if not 0 <= value < MOST_CHANNELS:
        raise one.wrong(key, f"must be 0 to {MOST_CHANNELS - 1}, got {str(value)[:40]}")
    return value


def _language(results: Fields) -> str:
    channels = results.many("channels")
    found = {tag for one in channels if (tag := one.text("detected_language"))}
    return found.pop() if len(found) == 1 else ""


def _duration(top: Fields) -> int | None:
    metadata = Fields.of(top.item.get("metadata") or {}, top.name, "metadata")
    return metadata.seconds("duration") if metadata.item.get("duration") is not None else None
