"""Transcript formats: files that say who said what."""

from typing import BinaryIO, Protocol

from revrise.core.conversations.transcript import Transcript

HEAD = 8_192
"""So many bytes of a file are looked at."""


class TranscriptFormat(Protocol):
    """Reads one kind of file into the canonical transcript."""

    @property
    def id(self) -> str:
        """Its short name, e.g. `vtt`."""
        ...

    @property
    def extensions(self) -> tuple[str, ...]:
        """File name endings in lower case with the dot, e.g. `.vtt`."""
        ...

    def sniff(self, head: bytes, name: str) -> bool:
        """Whether the first `HEAD` bytes and the name look like this format. Never raises."""
        ...

    def read(self, stream: BinaryIO, name: str) -> Transcript:
        """The transcript in a stream called `name`, in time and memory linear in its size.

        Text is plain text: markup is taken out or kept as text, never to be rendered. Utterances
        are ordered by start. Raises Invalid, and nothing else, for input it cannot read, with
        the file and line (or field, or byte) as culprit and the way out as remedy; a file above
        its size limit is refused before it is read in.
        """
        ...
