"""The `Transcriber` port on faster-whisper; imports nothing heavy until it listens."""

from pathlib import Path
from threading import Lock
from typing import Any

from attrs import field, frozen

from revrise.adapters.media.probe import probe
from revrise.adapters.whisper.config import WhisperConfig
from revrise.adapters.whisper.folder import installed, locate
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Misconfigured
from revrise.ports.readiness import Readiness
from revrise.ports.speech import Keep, Progress, SpeechOptions, Transcriber


def transcriber(config: WhisperConfig) -> Transcriber:
    """A transcriber that loads its model at the first recording, once."""
    return WhisperTranscriber(config)


@frozen(eq=False)
class WhisperTranscriber:
    """Channel = speaker; one model for all threads.

    Memory: the model, and ten minutes of one channel (`chunk_s`), whatever the length.
    """

    config: WhisperConfig
    _loaded: list[Any] = field(init=False, factory=list)
    _loading: Lock = field(init=False, factory=Lock)

    @property
    def id(self) -> str:
        """`faster-whisper:` and the name of the model or its folder."""
        return f"faster-whisper:{Path(self.config.model).name}"

    def check(self) -> Readiness:
        """Looks for the package and the model's files."""
        try:
            installed()
            folder = locate(self.config)
        except Misconfigured as error:
            return Readiness(ready=False, reason=error.message, remedy=error.remedy)
        return Readiness(
            ready=True, reason="" if folder else "the model is downloaded at first use"
        )

    def transcribe(
        self,
        audio: Path,
        options: SpeechOptions = SpeechOptions(),
        progress: Progress | None = None,
        keep: Keep | None = None,
    ) -> Transcript:
        """As the port says."""
        installed()
        probe(audio, self.config.limits)  # a wrong file is told before a model is loaded
        engine = self._engine()

        from revrise.adapters.whisper.hearing import hear

        return hear(engine, audio, options, progress, keep, self.id)

    def _engine(self) -> Any:
        with self._loading:
            if not self._loaded:
                from revrise.adapters.whisper.engine import load

                self._loaded.append(load(locate(self.config), self.config))
            return self._loaded[0]
