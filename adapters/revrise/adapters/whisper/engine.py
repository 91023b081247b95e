"""The loaded model, seen through the few calls that are needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from revrise.adapters.media import arithmetic
from revrise.adapters.media.frames import RATE
from revrise.adapters.media.vad import LONGEST_S
from revrise.adapters.whisper.config import WhisperConfig
from revrise.adapters.whisper.pack import Pack
from revrise.adapters.whisper.utterances import Segment
from revrise.core.conversations.transcript import Word
from revrise.core.errors import Fatal, Invalid, Misconfigured, Retriable

_SETTINGS = "check speech.model, speech.device and speech.compute_type"


@frozen(eq=False)
class Engine:
    """A faster-whisper model; many threads may use one."""

    model: Any
    config: WhisperConfig

    def language(self, samples: NDArray[np.float32]) -> tuple[str, float]:
        """The most probable language of the first half minute, with its probability."""
        if not self.model.model.is_multilingual:
            return "en", 1.0
        with _failures():
            code, probability, _all = self.model.detect_language(samples[: LONGEST_S * RATE])
        return code, float(probability)

    def accepts(self, language: str) -> str:
        """The model's code for a language such as `zh-CN`. Raises Invalid, Misconfigured."""
        from faster_whisper.tokenizer import _LANGUAGE_CODES

        code = language.replace("_", "-").split("-")[0].lower()
        if code not in _LANGUAGE_CODES:
            raise Invalid(f"unknown language {language}", culprit="language", remedy="as en or zh")
        if code not in self.model.supported_languages:
            raise Misconfigured(
                f"the model hears only English, not {language}",
                culprit="speech.model",
                remedy="choose a multilingual model",
            )
        return code

    def hear(self, pack: Pack, language: str, vocabulary: tuple[str, ...]) -> Iterator[Segment]:
        """What is said in a pack, in ms of the recording. Text does not carry over windows."""
        with _failures():
            found, _info = self._transcribe(
                pack,
                language=language,
                hotwords=", ".join(vocabulary) or None,
                beam_size=self.config.beam_size,
                word_timestamps=self.config.word_times,
                condition_on_previous_text=False,
            )
            for segment in found:
                yield _segment(segment, pack)

    def _transcribe(self, pack: Pack, **options: Any) -> Any:
        if self.config.batch_size == 1:
            return self.model.transcribe(pack.samples, **options)
        from faster_whisper import BatchedInferencePipeline

        return BatchedInferencePipeline(self.model).transcribe(
            pack.samples,
            clip_timestamps=pack.windows(),
            batch_size=self.config.batch_size,
            without_timestamps=False,
            **options,
        )


def load(folder: Path | None, config: WhisperConfig) -> Engine:
    """Loads from a complete folder, or downloads a named model. Raises Misconfigured."""
    arithmetic.choose()
    from faster_whisper import WhisperModel

    try:
        model = WhisperModel(
            config.model if folder is None else str(folder),
            device=config.device,
            compute_type=config.compute_type,
            cpu_threads=config.threads,
            local_files_only=folder is not None,
        )
    except Exception as error:  # the engine raises bare ones
        raise Misconfigured(
            f"the model {folder or config.model} does not load: {error}",
            culprit="speech.model",
            remedy=_SETTINGS,
        ) from error
    bands = model.feature_extractor.mel_filters.shape[0]
    if model.model.n_mels != bands:
        raise Misconfigured(
            f"the model wants {model.model.n_mels} bands of sound, its folder says {bands}",
            culprit="speech.model",
            remedy="add the preprocessor_config.json that belongs to it",
        )
    return Engine(model, config)


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except MemoryError as error:
        raise _memory(error) from error
    except (RuntimeError, ValueError) as error:
        if "out of memory" in str(error).lower():
            raise _memory(error) from error
        raise Fatal(f"the speech engine failed: {error}", remedy=_SETTINGS) from error


def _memory(error: Exception) -> Retriable:
    return Retriable(
        f"the speech engine ran out of memory: {error}",
        remedy="try again with fewer jobs at once, or lower speech.batch_size",
    )


def _segment(found: Any, pack: Pack) -> Segment:
    words = tuple(_word(word, pack) for word in found.words or ())
    end = float(found.end)
    return Segment(found.text, pack.ms(float(found.start)), pack.ms(end, near=end - 0.001), words)


def _word(found: Any, pack: Pack) -> Word:
    start, end = float(found.start), float(found.end)
    middle = (start + end) / 2
    return Word(found.word, pack.ms(start, middle), pack.ms(end, middle))
