"""Who turns recordings into words, by the settings of the section `speech`.

What RevRise brings runs in a process of its own: decoders and models are native code, and the
recordings come from strangers.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from revrise.core.errors import Misconfigured

if TYPE_CHECKING:
    from revrise.adapters.media.limits import Limits
    from revrise.apps.sections import Speech
    from revrise.ports.catalogue import Catalogue
    from revrise.ports.speech import Transcriber

_MB = 1 << 20


def chosen(
    speech: "Speech", secret: Callable[[str], str], catalogue: "Callable[[], Catalogue]"
) -> "Transcriber":
    """The one that is set. Raises Misconfigured for one that there is not, or a wrong setting."""
    makers: dict[str, Callable[[], Transcriber]] = {
        "whisper": lambda: _whisper(speech),
        "endpoint": lambda: _endpoint(speech, secret),
    }
    try:
        if speech.engine in makers:
            return makers[speech.engine]()
    except ValueError as error:
        raise Misconfigured(
            f"a setting of speech is out of range: {error.args[0]}",
            culprit="speech",
            remedy="see docs/speech.md",
        ) from error
    offered = {one.id: one for one in catalogue().transcribers()}
    if speech.engine not in offered:
        raise Misconfigured(
            f"there is no transcriber {speech.engine}",
            culprit="speech.engine",
            remedy=f"one of {', '.join((*makers, *sorted(offered)))}",
        )
    return offered[speech.engine]


def _whisper(speech: "Speech") -> "Transcriber":
    """faster-whisper on this machine."""
    from revrise.adapters.whisper.config import WhisperConfig
    from revrise.adapters.whisper.transcriber import transcriber

    config = WhisperConfig(
        model=speech.model,
        device=speech.device,
        compute_type=speech.compute_type,
        offline=speech.offline,
        threads=speech.threads,
        beam_size=speech.beam_size,
        batch_size=speech.batch_size,
        vad=speech.vad,
        word_times=speech.word_times,
        chunk_s=speech.chunk_s,
        limits=limits(speech),
    )
    return _apart(partial(transcriber, config), speech.silence_s)


def _endpoint(speech: "Speech", secret: Callable[[str], str]) -> "Transcriber":
    """A machine elsewhere."""
    from revrise.adapters.endpoint.config import EndpointConfig
    from revrise.adapters.endpoint.transcriber import transcriber

    config = EndpointConfig(
        url=speech.endpoint,
        model=speech.endpoint_model,
        key=secret(speech.endpoint_key),
        max_mb=speech.endpoint_mb,
        timeout_s=speech.endpoint_timeout_s,
        vad=speech.vad,
        word_times=speech.word_times,
        wanted_chunk_s=speech.chunk_s,
        limits=limits(speech),
    )
    made = partial(transcriber, config, private=speech.endpoint_private)
    return _apart(made, speech.silence_s + speech.endpoint_timeout_s)


def _apart(make: "Callable[[], Transcriber]", silence_s: float) -> "Transcriber":
    from revrise.adapters.apart.transcriber import ApartTranscriber

    return ApartTranscriber(make, silence_s)


def limits(speech: "Speech") -> "Limits":
    """How large a recording may be."""
    from revrise.adapters.media.limits import Limits

    return Limits(max_bytes=speech.max_mb * _MB, max_minutes=speech.max_minutes)
