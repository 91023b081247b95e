"""Rev: monologues of one speaker, their elements words with seconds, and punctuation without."""

from collections.abc import Mapping
from typing import BinaryIO

from attrs import evolve, frozen

from revrise.core.conversations.transcript import Transcript, Word
from revrise.plugins.calls import encoding
from revrise.plugins.calls.fields import Fields
from revrise.plugins.calls.json_text import json_of
from revrise.plugins.calls.said import UNKNOWN, Said, transcript
from revrise.plugins.calls.word_runs import runs


@frozen
class RevJson:
    """`application/vnd.rev.transcript.v1.0+json`; `speakers` beside may name who speaks."""

    id: str = "rev"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:  # noqa: ARG002
        """By the keys only it has."""
        text = encoding.peek(head).lstrip()
        return text.startswith("{") and '"monologues"' in text and '"elements"' in text

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance between pauses. Raises Invalid naming the field."""
        top = Fields.of(json_of(stream, name, self.limit), name)
        names = {str(one.item.get("id")): one.text("name").strip() for one in top.many("speakers")}
        said = [part for one in top.many("monologues") for part in _said(one, names)]
        return transcript(said, self.id, name)


def _said(monologue: Fields, names: Mapping[str, str]) -> list[Said]:
    found = monologue.item.get("speaker")
    number = str(found) if isinstance(found, int) else monologue.text("speaker").strip()
    who = names.get(number) or (f"speaker {number[:40]}" if number else UNKNOWN)
    words: list[Word] = []
    for one in monologue.many("elements"):
        text = one.text("value").strip()
        if one.text("type") == "text" and text:
            words.append(Word(text, *one.seconds_interval("ts", "end_ts")))
        elif words and text and one.text("type") == "punct":
            words[-1] = evolve(words[-1], text=words[-1].text + text)
    return list(runs([(who, word) for word in sorted(words, key=lambda word: word.start_ms)]))
