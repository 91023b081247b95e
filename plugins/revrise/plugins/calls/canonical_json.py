"""The canonical transcript, `revrise.transcript/1`."""

from typing import BinaryIO

from attrs import evolve, frozen

from revrise.core.conversations.canonical import parse
from revrise.core.conversations.transcript import Transcript
from revrise.plugins.calls import encoding
from revrise.plugins.calls.fields import unread
from revrise.plugins.calls.json_text import json_of

_OWN = frozenset({"schema", "utterances"})


@frozen
class CanonicalJson:
    """JSON files in the project's own schema; any other schema is refused."""

    id: str = "canonical"
    extensions: tuple[str, ...] = (".json",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:
        """Any JSON object: its error says best what a transcript needs."""
        return encoding.peek(head).lstrip().startswith("{") or name.lower().endswith(".json")

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """As written. Raises Invalid naming file and field."""
        document = json_of(stream, name, self.limit)
        if not isinstance(document, dict) or not _OWN & document.keys():
            raise unread(name)
        found = parse(document, name)
        return found if found.source else evolve(found, source=self.id)
