"""Word documents, as Teams, Tencent Meeting, Feishu Minutes, Otter and Google Meet export them."""

from typing import BinaryIO

from attrs import frozen

from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid
from revrise.plugins.calls import docx_lines, docx_part, encoding
from revrise.plugins.calls.cues import lines_of
from revrise.plugins.calls.dialogue import dialogue
from revrise.plugins.calls.said import transcript
from revrise.plugins.calls.stamped import stamped


@frozen
class WordDocument:
    """`.docx`; the limit holds for the file and for what it holds once unpacked."""

    id: str = "docx"
    extensions: tuple[str, ...] = (".docx",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:
        """By its first parts; an archive, or an older file, also by its name."""
        named = name.lower().endswith(self.extensions) and docx_part.is_archive(head)
        return named or docx_part.is_one(head)

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """As a text file, without times; with them where from when to when stands above the text.

        Raises Invalid naming file and line of the text, or the part of the file.
        """
        raw = encoding.bytes_of(stream, name, self.limit)
        with docx_part.main_part(raw, name, self.limit) as chunks:
            text = docx_lines.text_of(chunks, f"{name}: document")
        if not text.strip():
            remedy = "give the document with what was said"
            raise Invalid("the document holds no text", culprit=name, remedy=remedy)
        lines = lines_of(text, name)
        said = stamped(lines, name) or dialogue(lines, name, titled=True)
        return transcript(said, self.id, name)
