"""AssemblyAI's answer to `/v2/transcript`: utterances of speakers "A", "B" in ms, where asked for.

With `multichannel` a speaker is the number of a channel, counted from 1, and `1A` one of several
on it. Who sells nobody says: that is `--seller` or `--seller-channel`, which counts from 0.
"""

import re
from typing import BinaryIO

from attrs import frozen

from revrise.core.conversations.transcript import Transcript, Word
from revrise.core.errors import Invalid
from revrise.plugins.calls import encoding
from revrise.plugins.calls.fields import Fields, unread
from revrise.plugins.calls.json_text import json_of
from revrise.plugins.calls.said import UNKNOWN, Said, transcript
from revrise.plugins.calls.word_runs import runs

_OTHERS = ('"schema"', '"start_ms"', '"speakers"', '"segments"', '"language_probability"')
_OWN = ('"language_code"', '"audio_url"', '"audio_duration"', '"acoustic_model"', '"speech_model"')
_CHANNEL = re.compile("([1-9][0-9]?)[A-Z]?")


@frozen
class AssemblyAiJson:
    """A finished transcript."""

    id: str = "assemblyai"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:  # noqa: ARG002
        """By keys of its own, or utterances that start and are of no other's kind."""
        text = encoding.peek(head).lstrip()
        if not text.startswith("{") or any(key in text for key in _OTHERS):
            return False
        uttered = '"utterances"' in text and '"start"' in text
        return uttered or any(key in text for key in _OWN)

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance as it cut them, else between pauses.

        Raises Invalid naming the field, and for a transcript that is not ready or failed.
        """
        top = Fields.of(json_of(stream, name, self.limit), name)
        _ready(top)
        if not {"utterances", "words", "text"} & top.item.keys():
            raise unread(name)
        said = [_said(one) for one in top.many("utterances")]
        said = said or list(runs((_speaker(one), word) for one, word in _words(top)))
        # Only channels are called by numbers.
        numbered = all(_CHANNEL.fullmatch(one.speaker or "") for one in said)
        said = [_on_channel(one) for one in said] if numbered else said
        language = top.text("language_code").replace("_", "-")
        return transcript(said, self.id, name, language, _duration(top))


def _ready(top: Fields) -> None:
    status = top.text("status")
    if status in {"queued", "processing"}:
        remedy = "ask for it again when its status is completed"
        raise Invalid(f"is {status}, not ready", culprit=f"{top.name}:status", remedy=remedy)
    if status == "error":
        why = top.text("error")[:200] or "it does not say why"
        remedy = "have the recording transcribed again"
        raise Invalid(f"no transcript: {why}", culprit=f"{top.name}:error", remedy=remedy)


def _said(one: Fields) -> Said:
    words = tuple(word for _, word in _words(one))
    return Said(one.text("text").strip(), _speaker(one), *one.interval("start", "end"), words)


def _words(part: Fields) -> list[tuple[Fields, Word]]:
    """Those that say something, in order."""
    words = [
        (one, Word(text, *one.interval("start", "end")))
        for one in part.many("words")
        if (text := one.text("text").strip())
    ]
    return sorted(words, key=lambda pair: pair[1].start_ms)


def _speaker(one: Fields) -> str:
    return one.text("speaker").strip() or one.text("channel").strip() or UNKNOWN


def _on_channel(one: Said) -> Said:
    match = _CHANNEL.fullmatch(one.speaker or "")
    channel = int(match[1]) - 1 if match else None
    return Said(one.text, one.speaker, one.start_ms, one.end_ms, one.words, channel)


def _duration(top: Fields) -> int | None:
    return top.seconds("audio_duration") if top.item.get("audio_duration") is not None else None
