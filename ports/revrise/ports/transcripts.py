"""Transcript formats: files that say who said what."""

from collections.abc import Iterable
from typing import BinaryIO, Protocol

from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid

HEAD = 4096


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


def choose(formats: Iterable[TranscriptFormat], head: bytes, name: str) -> TranscriptFormat:
    """The first format that recognises the file. Raises Invalid when none does."""
    known = list(formats)
    for candidate in known:
        if candidate.sniff(head, name):
            return candidate
    endings = ", ".join(ending for candidate in known for ending in candidate.extensions)
    raise Invalid("no known transcript format", culprit=name, remedy=f"give one of {endings}")
