"""Fireflies: the answer of its GraphQL query `transcript`, sentences with seconds and names."""

from typing import BinaryIO

from attrs import frozen

from revrise.core.conversations.transcript import Transcript
from revrise.plugins.calls import encoding
from revrise.plugins.calls.fields import Fields
from revrise.plugins.calls.json_text import json_of
from revrise.plugins.calls.said import UNKNOWN, Said, transcript

_SIGNS = ('"sentences"', '"speaker_name"')


@frozen
class FirefliesJson:
    """The whole answer, or its `transcript` alone."""

    id: str = "fireflies"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:  # noqa: ARG002
        """By the keys only this answer has together."""
        text = encoding.peek(head).lstrip()
        return text.startswith("{") and all(sign in text for sign in _SIGNS)

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance a sentence. Raises Invalid naming the field."""
        top = Fields.of(json_of(stream, name, self.limit), name)
        for key in ("data", "transcript"):
            top = Fields.of(top.item[key], name, top.at(key)) if key in top.item else top
        return transcript([_said(one) for one in top.many("sentences")], self.id, name)


def _said(one: Fields) -> Said:
    number = one.item.get("speaker_id")
    who = one.text("speaker_name").strip()
    who = who or (UNKNOWN if number is None else f"speaker {str(number)[:40]}")
    text = (one.text("text") or one.text("raw_text")).strip()
    return Said(text, who, *one.seconds_interval("start_time", "end_time"))
