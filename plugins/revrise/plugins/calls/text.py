"""Plain text: one `Name: text` a line, or headings `Name 00:12` over the text.

Times are kept where a line says from when to when; most files only say when somebody begins.
"""

from typing import BinaryIO

from attrs import frozen

from revrise.core.conversations.transcript import Transcript
from revrise.plugins.calls import encoding, headings, names
from revrise.plugins.calls.cues import lines_of
from revrise.plugins.calls.dialogue import dialogue, filled
from revrise.plugins.calls.ranged import ranged
from revrise.plugins.calls.said import transcript


@frozen
class PlainText:
    """Text files; a line without a name goes on with the one before."""

    id: str = "text"
    extensions: tuple[str, ...] = (".txt", ".text", ".md")
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:
        """By the ending, or by names that begin its lines."""
        if name.lower().endswith(self.extensions):
            return True
        text = encoding.peek(head)
        begun = text.lstrip().startswith(("{", "["))
        lines = filled(lines_of(text, name))
        return not begun and bool(names.roster(lines) or headings.found(lines))

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance per named line or heading; what stands before the first heading is none.

        Raises Invalid naming file and line without a speaker.
        """
        lines = lines_of(encoding.text_of(stream, name, self.limit), name)
        return transcript(ranged(lines, name) or dialogue(lines, name), self.id, name)
