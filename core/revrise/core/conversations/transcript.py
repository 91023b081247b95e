"""The canonical transcript: utterances in integer milliseconds with speakers and sides."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from attrs import frozen

Side = Literal["seller", "buyer", "unknown"]
SCHEMA = "revrise.transcript/1"


@frozen
class Word:
    """A word with its own interval in ms from the start of the recording."""

    text: str
    start_ms: int
    end_ms: int


@frozen
class Speaker:
    """A voice: `ref` is its name inside this transcript; `person_id` who it is, where known."""

    ref: str
    side: Side = "unknown"
    name: str | None = None
    person_id: str | None = None


@frozen
class Utterance:
    """A stretch of speech by one speaker.

    Times are ms from the start of the recording, both None where there is no timing (chat).
    `words` are in order, or empty where words carry no times.
    """

    speaker: str
    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    channel: int | None = None
    words: tuple[Word, ...] = ()

    @property
    def timed(self) -> bool:
        """Whether it has both times."""
        return self.start_ms is not None and self.end_ms is not None


@frozen
class Transcript:
    """Utterances ordered by start time (by position where untimed)."""

    language: str
    speakers: tuple[Speaker, ...]
    utterances: tuple[Utterance, ...]
    duration_ms: int | None = None
    source: str = ""

    @property
    def refs(self) -> tuple[str, ...]:
        """Of the listed speakers, then of those who speak without being listed."""
        spoken = (one.speaker for one in self.utterances)
        return tuple(dict.fromkeys((*(one.ref for one in self.speakers), *spoken)))

    def side(self, ref: str) -> Side:
        """The side of a speaker; `unknown` for a ref the transcript does not list."""
        return self.sides.get(ref, "unknown")

    @cached_property
    def sides(self) -> Mapping[str, Side]:
        """By ref, of the listed speakers: the first of several of one ref counts."""
        return {one.ref: one.side for one in reversed(self.speakers)}
