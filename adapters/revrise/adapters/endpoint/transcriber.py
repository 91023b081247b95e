"""The `Transcriber` port on an endpoint; imports nothing heavy until it listens."""

from importlib.util import find_spec
from pathlib import Path

from attrs import frozen

from revrise.adapters.endpoint.config import EndpointConfig
from revrise.adapters.http.client import SafeHttp
from revrise.adapters.media.probe import probe
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import Invalid, Misconfigured
from revrise.ports.readiness import Readiness
from revrise.ports.speech import Keep, Progress, SpeechOptions

_LARGEST = 8 << 20


@frozen
class EndpointTranscriber:
    """Decodes and divides here, has the parts heard there."""

    config: EndpointConfig
    http: SafeHttp

    @property
    def id(self) -> str:
        """`endpoint:` and the name of the model."""
        return f"endpoint:{self.config.model}"

    def check(self) -> Readiness:
        """Looks at the settings and packages; asks nobody."""
        try:
            self._ready()
        except Misconfigured as error:
            return Readiness(ready=False, reason=error.message, remedy=error.remedy)
        return Readiness(ready=True, reason=f"recordings are sent to {self.config.url}")

    def transcribe(
        self,
        audio: Path,
        options: SpeechOptions = SpeechOptions(),
        progress: Progress | None = None,
        keep: Keep | None = None,
    ) -> Transcript:
        """As the port says. Refused where the name leads to an address that may not be called."""
        self._ready()
        probe(audio, self.config.limits)

        from revrise.adapters.endpoint.listener import Endpoint
        from revrise.adapters.whisper.hearing import hear

        endpoint = Endpoint(self.config, self.http.exchange)
        return hear(endpoint, audio, options, progress, keep, self.id)

    def _ready(self) -> None:
        if find_spec("av") is None or (self.config.vad and find_spec("faster_whisper") is None):
            raise Misconfigured(
                "reading recordings needs the speech packages",
                culprit="av",
                remedy="pip install 'revrise[speech]'",
            )
        if not self.config.url or not self.config.model:
            raise Misconfigured(
                "no speech endpoint is set",
                culprit="speech.endpoint",
                remedy="set REVRISE_SPEECH_ENDPOINT to its base, as https://host/v1",
            )
        try:
            self.http.check(self.config.address)
        except Invalid as error:
            raise Misconfigured(
                error.message,
                culprit="speech.endpoint",
                remedy="https://host/v1; for one in your own network set speech.endpoint_private",
            ) from error


def transcriber(config: EndpointConfig, *, private: bool = False) -> EndpointTranscriber:
    """`private` allows addresses in one's own network, and plain http."""
    return EndpointTranscriber(config, SafeHttp(private, config.timeout_s, longest_answer=_LARGEST))
