"""Tencent Meeting's details of a transcript: paragraphs of one speaker, sentences, words in ms.

Names are as the service wrote them. One room device may stand for several people until its voices
were told apart (`audio_detect`): they are one speaker here, and no voice print is ever used.
"""

from typing import BinaryIO

from attrs import frozen

from revrise.core.conversations.transcript import Transcript, Word
from revrise.plugins.calls import encoding
from revrise.plugins.calls.fields import Fields
from revrise.plugins.calls.json_text import json_of
from revrise.plugins.calls.said import UNKNOWN, Said, transcript
from revrise.plugins.calls.word_runs import joined

_NAMES = ("username", "userid", "open_id", "ms_open_id")


@frozen
class TencentMeetingJson:
    """The whole answer, or its `minutes` alone."""

    id: str = "tencent-meeting"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:  # noqa: ARG002
        """By the keys only this answer has."""
        text = encoding.peek(head).lstrip()
        return text.startswith("{") and '"paragraphs"' in text

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance a sentence. Raises Invalid naming the field, for half of a call too."""
        top = Fields.of(json_of(stream, name, self.limit), name)
        if top.item.get("more") is True:
            raise top.wrong(
                "more", "says that this is not the whole call: ask without pid and limit"
            )
        minutes = top
        if "minutes" in top.item:
            minutes = Fields.of(top.item["minutes"], name, "minutes")
        said = [one for part in minutes.many("paragraphs") for one in _said(part)]
        return transcript(said, self.id, name)


def _said(part: Fields) -> list[Said]:
    speaker = Fields.of(part.item.get("speaker_info") or {}, part.name, part.at("speaker_info"))
    who = next((text for key in _NAMES if (text := speaker.text(key).strip())), UNKNOWN)
    return [_sentence(one, who) for one in part.many("sentences")]


def _sentence(one: Fields, who: str) -> Said:
    words = [
        Word(word.text("text").strip(), *word.interval("start_time", "end_time"))
        for word in one.many("words")
    ]
    kept = tuple(sorted((word for word in words if word.text), key=lambda word: word.start_ms))
    return Said(joined(kept), who, *one.interval("start_time", "end_time"), kept)
