"""The endpoint, seen as something that hears packs of speech."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
from attrs import frozen
from numpy.typing import NDArray

from revrise.adapters.endpoint.answer import Heard, Timed, read
from revrise.adapters.endpoint.config import EndpointConfig
from revrise.adapters.endpoint.form import form
from revrise.adapters.endpoint.languages import code
from revrise.adapters.media.frames import RATE
from revrise.adapters.media.vad import LONGEST_S
from revrise.adapters.whisper.pack import Pack
from revrise.adapters.whisper.utterances import Segment
from revrise.core.conversations.transcript import Word
from revrise.core.errors import Fatal, Misconfigured, Retriable, RevRiseError
from revrise.ports.http import HttpAnswer
from revrise.ports.speech import UNDETERMINED

Exchange = Callable[[str, str, bytes | None, Mapping[str, str]], tuple[HttpAnswer, bytes]]
_KEY = "speech.endpoint"
_OK, _MOVED, _WRONG, _BROKEN = 200, 300, 400, 500
_NOT_OURS = {401, 403, 404, 405}
_LATER = {408, 409, 425, 429}
_SAID = 200


@frozen
class Endpoint:
    """Sends at most `config.max_mb` at once and believes no answer it cannot check."""

    config: EndpointConfig
    exchange: Exchange

    def accepts(self, language: str) -> str:
        """The primary language; what the endpoint does not know it says itself."""
        return language.replace("_", "-").split("-")[0].lower()

    def language(self, samples: NDArray[np.float32]) -> tuple[str, float]:
        """What it calls the language of the first half minute."""
        told = self._ask(samples[: LONGEST_S * RATE], UNDETERMINED, ()).language
        return (code(told), 1.0) if told else (UNDETERMINED, 0.0)

    def hear(self, pack: Pack, language: str, vocabulary: tuple[str, ...]) -> Iterator[Segment]:
        """What is said in a pack, in ms of the recording."""
        for piece in self._ask(pack.samples, language, vocabulary).pieces:
            words = tuple(_word(one, pack) for one in piece.words)
            start, end = pack.ms(piece.said.start), pack.ms(piece.said.end, piece.said.end - 0.001)
            yield Segment(piece.said.text, start, end, words)

    def _ask(
        self, samples: NDArray[np.float32], language: str, vocabulary: tuple[str, ...]
    ) -> Heard:
        body, kind = form(samples, self._fields(language, vocabulary))
        headers = {"content-type": kind, "accept": "application/json"}
        if self.config.key:
            headers["authorization"] = f"Bearer {self.config.key}"
        answer, found = self.exchange("POST", self.config.address, body, headers)
        if not _OK <= answer.status < _MOVED:
            raise _refused(answer.status, found)
        return read(found, len(samples) / RATE)

    def _fields(self, language: str, vocabulary: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        yield "model", self.config.model
        yield "response_format", "verbose_json"
        yield "temperature", "0"
        yield "timestamp_granularities[]", "segment"
        if self.config.word_times:
            yield "timestamp_granularities[]", "word"
        if language != UNDETERMINED:
            yield "language", language
        if vocabulary:
            yield "prompt", ", ".join(vocabulary)


def _refused(status: int, body: bytes) -> RevRiseError:
    if status in _NOT_OURS or status < _WRONG:
        return Misconfigured(
            f"the speech endpoint answers {status}",
            culprit=_KEY,
            remedy="check speech.endpoint, speech.endpoint_model and speech.endpoint_key",
        )
    if status in _LATER or status >= _BROKEN:
        return Retriable(f"the speech endpoint answers {status}", remedy="try again later")
    return Fatal(f"the speech endpoint answers {status}{_because(body)}", culprit=_KEY)


def _because(body: bytes) -> str:
    """What it says of it, if that is a sentence."""
    try:
        found: Any = json.loads(body)["error"]
        said = found["message"] if isinstance(found, dict) else found
        return f": {' '.join(str(said).split())[:_SAID]}" if said else ""
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""


def _word(found: Timed, pack: Pack) -> Word:
    middle = (found.start + found.end) / 2
    return Word(found.text, pack.ms(found.start, middle), pack.ms(found.end, middle))
