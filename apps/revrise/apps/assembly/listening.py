"""Who turns recordings into words, by the settings of the section `speech`."""

from typing import TYPE_CHECKING

from revrise.core.errors import Misconfigured

if TYPE_CHECKING:
    from revrise.adapters.media.limits import Limits
    from revrise.apps.sections import Speech
    from revrise.ports.speech import Transcriber

_MB = 1 << 20


def whisper(speech: "Speech") -> "Transcriber":
    """faster-whisper on this machine. Raises Misconfigured for a value out of range."""
    from revrise.adapters.whisper.config import WhisperConfig
    from revrise.adapters.whisper.transcriber import transcriber

    try:
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
    except ValueError as error:
        raise Misconfigured(
            f"a setting of speech is out of range: {error.args[0]}",
            culprit="speech",
            remedy="see docs/speech.md",
        ) from error
    return transcriber(config)


def limits(speech: "Speech") -> "Limits":
    """How large a recording may be."""
    from revrise.adapters.media.limits import Limits

    return Limits(max_bytes=speech.max_mb * _MB, max_minutes=speech.max_minutes)
