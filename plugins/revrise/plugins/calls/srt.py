"""SubRip (SRT)."""

import re
from typing import BinaryIO

from attrs import frozen

from revrise.core.conversations.transcript import Transcript
from revrise.plugins.calls import encoding
from revrise.plugins.calls.cues import cues, lines_of
from revrise.plugins.calls.said import named, transcript
from revrise.plugins.calls.vtt import stretches

_FIRST = re.compile(r"\s{0,9}[0-9]{1,9}\s{1,9}-?[0-9]{1,6}:[0-9]{1,2}:[0-9]{1,2}[,.][0-9]{1,3} -->")


@frozen
class SubRip:
    """SRT files."""

    id: str = "srt"
    extensions: tuple[str, ...] = (".srt",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:
        """By the first number and timing line, or the ending."""
        return bool(_FIRST.match(encoding.peek(head))) or name.lower().endswith(self.extensions)

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance per cue. Raises Invalid naming file and line."""
        lines = lines_of(encoding.text_of(stream, name, self.limit), name)
        said = [one for cue in cues(lines, name) for one in stretches(cue)]
        return transcript(named(said), self.id, name)
