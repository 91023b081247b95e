"""WebVTT, as Zoom (`Name: text`), Teams (`<v Name>`) and Webex (a name over the time) write it."""

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from attrs import frozen

from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid
from revrise.plugins.calls import encoding, markup
from revrise.plugins.calls.cue_times import ARROW
from revrise.plugins.calls.cues import Cue, cues, lines_of
from revrise.plugins.calls.said import Said, named, transcript

_MAGIC = "WEBVTT"
_TITLE = re.compile(r'[0-9]{1,9} "([^"<>]{1,60})" \([0-9]{1,20}\)')


@frozen
class WebVtt:
    """WebVTT files."""

    id: str = "vtt"
    extensions: tuple[str, ...] = (".vtt",)
    limit: int = encoding.LIMIT

    def sniff(self, head: bytes, name: str) -> bool:
        """By the signature or the ending."""
        return encoding.peek(head).startswith(_MAGIC) or name.lower().endswith(self.extensions)

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """One utterance per cue and voice; voices sharing a cue share its time by length of text.

        Raises Invalid naming file and line.
        """
        lines = lines_of(encoding.text_of(stream, name, self.limit), name)
        if lines[0][:6] != _MAGIC or lines[0][6:7] not in {"", " ", "\t"}:
            remedy = f"the first line of a WebVTT file is {_MAGIC}"
            raise Invalid(f"does not begin with {_MAGIC}", culprit=f"{name}:1", remedy=remedy)
        header = _header(lines)
        found = cues(lines, name, header, asides=("NOTE", "STYLE", "REGION"))
        said = [one for cue in found for one in stretches(cue)]
        return transcript(named(said), self.id, name, _language(lines[:header]))


def stretches(cue: Cue) -> Iterator[Said]:
    """What each voice says in a cue."""
    parts = markup.voices("\n".join(cue.lines))
    whole = sum(len(text) for _, text in parts)
    start, before = cue.start_ms, 0
    titled = _TITLE.fullmatch(cue.title)
    for voice, text in parts:
        before += len(text)
        end = cue.start_ms + (cue.end_ms - cue.start_ms) * before // whole
        yield Said(text, voice or (titled and titled[1]), start, end)
        start = end


def _header(lines: Sequence[str]) -> int:
    """How many lines come before the first block."""
    for at, line in enumerate(lines):
        if not line.strip():
            return at
        if ARROW in line:
            return max(at, 1)
    return len(lines)


def _language(header: Sequence[str]) -> str:
    for line in header:
        key, _, value = line.partition(":")
        if key.strip().lower() == "language":
            return value.strip()
    return ""
