"""From a recording to a transcript."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from attrs import field, frozen, validators

from revrise.core.conversations.transcript import Side, Transcript
from revrise.ports.readiness import Readiness

UNDETERMINED = "und"
"""The language of a transcript in which nobody speaks (BCP 47)."""

Progress = Callable[[float], None]
"""Told the share done, ascending from 0 to 1."""

Keep = Callable[[str, Callable[[], Transcript]], Transcript]
"""Answers with the part of this name that is kept, or has it heard and keeps it.

It may raise to stop the hearing, for instance once somebody took back their consent.
"""


def unkept(_name: str, work: Callable[[], Transcript]) -> Transcript:
    """A Keep that keeps nothing."""
    return work()


@frozen
class SpeechOptions:
    """What the caller knows about one recording.

    `language` is a code such as `en` or `zh-CN`, None to detect it for each channel.
    `vocabulary` holds names and terms to expect. `seller_channel` counts from 0 and gives sides
    only where a recording has two different channels. `channel_offsets_ms` is added to the times
    of each channel, for recorders that started at different moments.
    """

    language: str | None = None
    vocabulary: tuple[str, ...] = ()
    seller_channel: int | None = field(
        default=None, validator=validators.optional(validators.in_((0, 1)))
    )
    channel_offsets_ms: tuple[int, ...] = ()

    def side(self, channel: int) -> Side:
        """The side heard on one of two different channels."""
        if self.seller_channel is None:
            return "unknown"
        return "seller" if channel == self.seller_channel else "buyer"

    def offset_ms(self, channel: int) -> int:
        """What to add to the times of a channel; 0 where none is given."""
        given = self.channel_offsets_ms
        return given[channel] if channel < len(given) else 0


class Transcriber(Protocol):
    """Listens to recordings. Holds the promises of `revrise.testing.speech`."""

    @property
    def id(self) -> str:
        """Engine and model, as `faster-whisper:small`; becomes the transcript's source."""
        ...

    def check(self) -> Readiness:
        """Whether it could work now, in milliseconds and without loading a model."""
        ...

    def transcribe(
        self,
        audio: Path,
        options: SpeechOptions = SpeechOptions(),
        progress: Progress | None = None,
        keep: Keep | None = None,
    ) -> Transcript:
        """The words of one recording, in ms of its own clock, ordered by start time.

        A long recording is heard in parts. `keep` is asked for each, by a name that is the same
        whenever the same recording is heard by the same engine: what is kept is not heard again,
        so that a killed worker goes on where it was. What `keep` raises comes out of here.

        Two different channels are two speakers, A (channel 0) and B (channel 1); mono, or the
        same sound on both, is one speaker of unknown side. Only speakers who said something are
        listed; silence gives no utterances. Words lie inside their utterance, ascending.

        Raises NotFound for no such file; Invalid for a file that is not a whole recording of a
        supported kind (culprit: the file); Misconfigured for a missing model, package or
        setting, with the way out; Retriable where memory or a device ran out; Fatal otherwise.
        """
        ...
