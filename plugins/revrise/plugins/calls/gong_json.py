"""Gong's answer to `/v2/calls/transcript`, with or without the parties of `/v2/calls/extensive`.

Sentences are in milliseconds, the length of a call in seconds. A speaker is a number; who that is,
and on which side, say the parties: put the `calls` of the other answer beside `callTranscripts` in
the same file.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from attrs import evolve, frozen

from revrise.core.conversations.transcript import Side, Speaker, Transcript
from revrise.plugins.calls import encoding
from revrise.plugins.calls.fields import Fields
from revrise.plugins.calls.json_text import json_of
from revrise.plugins.calls.said import UNKNOWN, Said, transcript

_SIDES: Mapping[str, Side] = {"internal": "seller", "external": "buyer"}


@frozen
class GongJson:
    """One call a file; affiliation tells the side."""

    id: str = "gong"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:  # noqa: ARG002
        """By the key only this answer has."""
        text = encoding.peek(head).lstrip()
        return text.startswith("{") and '"callTranscripts"' in text

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance a sentence. Raises Invalid naming file and field."""
        top = Fields.of(json_of(stream, name, self.limit), name)
        calls = top.many("callTranscripts")
        if len(calls) != 1:
            raise top.wrong("callTranscripts", f"must hold one call a file, got {len(calls)}")
        call_id = calls[0].text("callId")
        about = list(_about(top, call_id))
        parties = {one.text("speakerId"): one for call in about for one in call.many("parties")}
        said = [one for part in calls[0].many("transcript") for one in _said(part)]
        made = transcript(said, self.id, name, duration_ms=_duration(about))
        return evolve(made, speakers=tuple(_named(one, parties) for one in made.speakers))


def _said(part: Fields) -> list[Said]:
    speaker = part.text("speakerId").strip() or UNKNOWN
    return [
        Said(one.text("text").strip(), speaker, *one.interval("start", "end"))
        for one in part.many("sentences")
    ]


def _about(top: Fields, call_id: str) -> Iterator[Fields]:
    """What is said of this call alone."""
    for call in top.many("calls"):
        if _meta(call).text("id") in ("", call_id):
            yield call


def _meta(call: Fields) -> Fields:
    return Fields.of(call.item.get("metaData") or {}, call.name, call.at("metaData"))


def _duration(about: Iterable[Fields]) -> int | None:
    """How long the call was, which Gong says in seconds."""
    known = [meta for call in about if (meta := _meta(call)).item.get("duration") is not None]
    return max((meta.seconds("duration") for meta in known), default=None)


def _named(speaker: Speaker, parties: Mapping[str, Fields]) -> Speaker:
    party = parties.get(speaker.ref)
    if party is None:
        return speaker
    side = _SIDES.get(party.text("affiliation").casefold(), "unknown")
    return evolve(speaker, name=party.text("name").strip() or speaker.name, side=side)
