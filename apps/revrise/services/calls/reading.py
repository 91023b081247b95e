"""A file to a transcript: by its content, through the formats and transcribers of plugins."""

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import evolve, frozen

from revrise.core.conversations import sides
from revrise.core.conversations.soundness import sound
from revrise.core.conversations.transcript import Transcript
from revrise.core.conversations.words.language import is_tag
from revrise.core.errors import Invalid
from revrise.ports.catalogue import Catalogue, surviving
from revrise.ports.speech import Keep, Progress, SpeechOptions, Transcriber
from revrise.ports.transcripts import HEAD, TranscriptFormat

DELAY_MS = 3_600_000
"""An hour: the most that the recorders of two channels may be apart."""

_MARKED = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\x1b")


@frozen
class ReadCall:
    """What to read, and who is selling in it.

    `seller` is a speaker's name or ref; `seller_channel` the channel the seller is on; without
    either, who is called like `rep`, or by what sellers are called, sells. The second channel of a
    recording began `channel_delay_ms` after the first; `vocabulary` is expected in it. `name` is
    what the file is called where its path does not say.
    """

    path: Path
    seller: str | None = None
    seller_channel: int | None = None
    language: str | None = None
    channel_delay_ms: int = 0
    vocabulary: tuple[str, ...] = ()
    rep: str = ""
    name: str = ""

    @property
    def called(self) -> str:
        """The name of the file."""
        return self.name or self.path.name


@frozen
class Hearing:
    """How a recording is heard: who is told how far it is, and where its parts are kept."""

    progress: Progress | None = None
    keep: Keep | None = None


@frozen
class Reader:
    """Reads transcripts and, where a model is configured, recordings."""

    catalogue: Catalogue
    is_audio: Callable[[Path], bool]
    transcriber: Callable[[], Transcriber]

    def read(self, command: ReadCall, hearing: Hearing = Hearing()) -> Transcript:
        """The transcript with sides. Raises Invalid naming the file, line and way out."""
        self._exists(command.path)
        if command.language and not is_tag(command.language):
            raise Invalid("this is no language tag", culprit="language", remedy="as en or zh")
        transcript = self._transcript(command, hearing)
        sound(transcript, command.called)
        if command.language:
            transcript = evolve(transcript, language=command.language)
        if not command.seller and command.seller_channel is None:
            return sides.recognise(transcript, command.rep)
        return sides.assign(
            transcript, seller=command.seller or (), seller_channel=command.seller_channel
        )

    def is_recording(self, path: Path) -> bool:
        """Whether the file is sound, by its content. Raises Invalid when there is none."""
        self._exists(path)
        return self.is_audio(path)

    def knows(self, path: Path, called: str) -> bool:
        """Whether it is a transcript of a known format, by its first bytes; a text by its name."""
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        name = _trusted(head, called)
        return next(self._fitting(head, name), None) is not None

    def _fitting(self, head: bytes, name: str) -> Iterator[TranscriptFormat]:
        """Formats that take it for theirs; one whose plugin fails at looking is passed over."""
        forms = self.catalogue.transcript_formats()
        looked = surviving(forms, lambda form: form.sniff(head, name))
        return (form for form, fits in looked if fits)

    def _exists(self, path: Path) -> None:
        if not path.is_file():
            raise Invalid("no such file", culprit=str(path), remedy="check the path")

    def _transcript(self, command: ReadCall, hearing: Hearing) -> Transcript:
        path = command.path
        if self.is_audio(path):
            options = _options(command)
            return self.transcriber().transcribe(path, options, hearing.progress, hearing.keep)
        with path.open("rb") as stream:
            head = stream.read(HEAD)
            for form in self._fitting(head, command.called):
                stream.seek(0)
                return form.read(stream, command.called)
        known = ", ".join(form.id for form in self.catalogue.transcript_formats())
        raise Invalid(
            "this is neither a recording nor a transcript of a known format",
            culprit=str(path),
            remedy=f"formats: {known}",
        )


def _options(command: ReadCall) -> SpeechOptions:
    if command.seller_channel not in (None, 0, 1):
        raise Invalid(
            f"a recording has no channel {command.seller_channel}",
            culprit="seller_channel",
            remedy="0 for the first channel, 1 for the second",
        )
    delay = command.channel_delay_ms
    return SpeechOptions(
        language=command.language,
        vocabulary=command.vocabulary,
        seller_channel=command.seller_channel,
        channel_offsets_ms=(max(0, -delay), max(0, delay)) if delay else (),
    )


def _trusted(head: bytes, name: str) -> str:
    """The name, whose ending counts for texts alone: an archive called `call.vtt` is an archive.

    A format of files that are no texts knows them by their first bytes.
    """
    text = head.startswith(_MARKED) or not _CONTROL & set(head)
    return name if text else ""
