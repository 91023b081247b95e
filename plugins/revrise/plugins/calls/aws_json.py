"""Amazon Transcribe: the transcript of a job, or of Call Analytics, which knows who sells.

Of a job words stand in `items`, punctuation among them without times; who speaks is said in each,
or beside them by channel or, of older jobs, by stretch. Times are seconds as text.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from attrs import evolve, frozen

from revrise.core.conversations.transcript import Side, Transcript, Word
from revrise.plugins.calls import encoding
from revrise.plugins.calls.fields import Fields
from revrise.plugins.calls.json_text import json_of
from revrise.plugins.calls.said import UNKNOWN, Said, transcript
from revrise.plugins.calls.word_runs import runs

_JOB, _ANALYTICS = ('"jobName"', '"results"'), ('"BeginOffsetMillis"', '"ParticipantRole"')
_SIDES: Mapping[str, Side] = {"AGENT": "seller", "CUSTOMER": "buyer"}


@frozen
class AmazonTranscribeJson:
    """The file of a finished job."""

    id: str = "amazon-transcribe"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:  # noqa: ARG002
        """By keys only these have together."""
        text = encoding.peek(head).lstrip()
        kinds = (_JOB, _ANALYTICS)
        return text.startswith("{") and any(all(key in text for key in kind) for kind in kinds)

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance as analytics cut them, else between pauses.

        Raises Invalid naming the field.
        """
        top = Fields.of(json_of(stream, name, self.limit), name)
        if "Transcript" in top.item:
            turns = [_turn(one) for one in top.many("Transcript")]
            made = transcript(turns, self.id, name, top.text("LanguageCode"))
            sided = (evolve(one, side=_SIDES.get(one.ref, "unknown")) for one in made.speakers)
            return evolve(made, speakers=tuple(sided))
        results = Fields.of(top.item.get("results"), name, "results")
        return transcript(_spoken(results), self.id, name, results.text("language_code"))


def _turn(one: Fields) -> Said:
    words = [
        Word(word.text("Content"), *word.interval("BeginOffsetMillis", "EndOffsetMillis"))
        for word in one.many("Items")
        if "BeginOffsetMillis" in word.item and word.text("Content")
    ]
    times = one.interval("BeginOffsetMillis", "EndOffsetMillis")
    who = one.text("ParticipantRole") or UNKNOWN
    ordered = tuple(sorted(words, key=lambda word: word.start_ms))
    return Said(one.text("Content").strip(), who, *times, ordered)


def _spoken(results: Fields) -> Iterator[Said]:
    channels = _part(results, "channel_labels").many("channels")
    for number, channel in enumerate(channels):
        yield from runs(_heard(channel.many("items"), {}, f"channel {number}"), number)
    if not channels:
        stretches = _part(results, "speaker_labels").many("segments")
        spoken = [word for one in stretches for word in one.many("items")]
        known = {one.text("start_time"): one.text("speaker_label") for one in spoken}
        yield from runs(_heard(results.many("items"), known, UNKNOWN))


def _heard(
    items: Iterable[Fields], known: Mapping[str, str], otherwise: str
) -> list[tuple[str, Word]]:
    """(speaker, word) pairs, what closes a word with it."""
    heard: list[tuple[str, Word]] = []
    for one in items:
        text = "".join(best.text("content") for best in one.many("alternatives")[:1]).strip()
        if one.text("type") == "punctuation":
            if heard:
                who, word = heard[-1]
                heard[-1] = who, evolve(word, text=word.text + text)
        elif text:
            who = one.text("speaker_label") or known.get(one.text("start_time")) or otherwise
            heard.append((who, Word(text, *one.seconds_interval("start_time", "end_time"))))
    return sorted(heard, key=lambda pair: pair[1].start_ms)


def _part(of: Fields, key: str) -> Fields:
    return Fields.of(of.item.get(key) or {}, of.name, of.at(key))
