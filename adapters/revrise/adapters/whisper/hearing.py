"""From a file to a transcript: decode, tell the language, then piece by piece find speech and hear.

A piece is at most `chunk_s` of one channel, cut where nobody speaks. Only one is in memory.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Protocol

import numpy as np
from attrs import define, evolve
from numpy.typing import NDArray

from revrise.adapters.media.channels import channels
from revrise.adapters.media.frames import RATE
from revrise.adapters.media.limits import Limits
from revrise.adapters.media.sound import Sound, decode
from revrise.adapters.media.vad import Piece, piece
from revrise.adapters.whisper.pack import Pack, packs
from revrise.adapters.whisper.utterances import Segment, utterances
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word
from revrise.core.quiet import quiet
from revrise.ports.speech import UNDETERMINED, Keep, Progress, SpeechOptions, unkept

REFS = "AB"
"""Speakers by channel."""

_SURE = 0.5  # below, a channel takes the language of the surest one
_MS = RATE // 1000


class Manner(Protocol):
    """How recordings are divided, and which are refused."""

    @property
    def limits(self) -> Limits:
        """Larger ones are refused."""
        ...

    @property
    def vad(self) -> bool:
        """Whether only speech is heard."""
        ...

    @property
    def chunk_s(self) -> int:
        """Seconds of a channel that are heard at once, and then kept."""
        ...


class Engine(Protocol):
    """What hears: a model in this process, or an endpoint elsewhere."""

    @property
    def config(self) -> Manner:
        """Its settings."""
        ...

    def accepts(self, language: str) -> str:
        """Its own code for a language. Raises Invalid, Misconfigured."""
        ...

    def language(self, samples: NDArray[np.float32]) -> tuple[str, float]:
        """The most probable language of the first half minute, with its probability."""
        ...

    def hear(self, pack: Pack, language: str, vocabulary: tuple[str, ...]) -> Iterator[Segment]:
        """What is said in a pack, in ms of the recording."""
        ...


def hear(
    engine: Engine,
    audio: Path,
    options: SpeechOptions,
    progress: Progress | None,
    keep: Keep | None,
    source: str,
) -> Transcript:
    """As `Transcriber.transcribe`; `source` is the transcriber's id, and keeps its parts apart."""
    progress, keeper = progress or quiet, keep or unkept

    def kept(name: str, work: Callable[[], Transcript]) -> Transcript:
        return keeper(f"{source}/{name}", work)

    given = engine.accepts(options.language) if options.language else None
    sound = decode(audio, engine.config.limits, partial(progress, 0.0))
    found = channels(sound)
    ear = _Ear(engine, sound, options, partial(progress, 0.0))
    tongues = ear.tongues(found.heard, given)
    tell = _Meter(len(sound) * len(tongues), progress)
    said: list[Utterance] = []
    languages: Counter[str] = Counter()
    for channel, language in tongues.items():
        for new in ear.parts(channel, language, kept, tell):
            languages[language] += sum(_length(one) for one in new)
            said += (_shifted(one, options.offset_ms(channel)) for one in new)
    tell.done()
    said.sort(key=lambda utterance: (utterance.start_ms, utterance.channel))
    spoken = languages.most_common(1)[0][0] if said else given or UNDETERMINED
    speakers = _speakers(said, options if found.separate else SpeechOptions())
    return Transcript(spoken, speakers, tuple(said), _duration(sound, options), source)


@define
class _Ear:
    """Listens to pieces of one recording."""

    engine: Engine
    sound: Sound
    options: SpeechOptions
    alive: Callable[[], None]
    _newest: tuple[int, int, Piece] | None = None

    def tongues(self, heard: Iterable[int], given: str | None) -> dict[int, str]:
        """The language of each channel on which somebody speaks."""
        told = {
            channel: (given, 1.0) if given else self._tongue(channel, first)
            for channel in heard
            if (first := self._first(channel)) is not None
        }
        surest = max(told.values(), key=lambda one: one[1], default=("", 0.0))[0]
        return {n: code if sure >= _SURE else surest for n, (code, sure) in told.items()}

    def parts(
        self, channel: int, language: str, keep: Keep, tell: "_Meter"
    ) -> Iterator[tuple[Utterance, ...]]:
        """What is said in each piece of a channel, on its own clock."""
        at = 0
        while at < len(self.sound):
            name, start = f"{language}/{channel}/{at // _MS}", at
            part = keep(name, partial(self._part, channel, language, start, tell))
            at = min(len(self.sound), max(at + 1, (part.duration_ms or 0) * _MS))
            tell.more(at - start)
            yield part.utterances

    def _part(self, channel: int, language: str, start: int, tell: "_Meter") -> Transcript:
        found = self._piece(channel, start)
        until = self.sound.duration_ms if found.end == len(self.sound) else found.end // _MS
        segments = tell.through(self._segments(channel, language, start, found))
        new = utterances(segments, REFS[channel], channel, until)
        # Rounded up, so that the last piece reaches the end.
        return Transcript(language, _listed(new), new, -(-found.end // _MS))

    def _segments(self, channel: int, language: str, start: int, found: Piece) -> Iterator[Segment]:
        samples = self.sound.samples(channel, start, found.end)
        for pack in packs(samples, found.stretches, start):
            yield from self.engine.hear(pack, language, self.options.vocabulary)

    def _piece(self, channel: int, start: int) -> Piece:
        """Found once, though it is asked for to tell the language and then to hear."""
        if self._newest is None or self._newest[:2] != (channel, start):
            config = self.engine.config
            after = start + config.chunk_s * RATE
            samples = self.sound.samples(channel, start, after)
            more = after < len(self.sound)
            found = piece(samples, start, more=more, detect=config.vad)
            self._newest = (channel, start, found)
        return self._newest[2]

    def _first(self, channel: int) -> tuple[int, Piece] | None:
        """The first piece of a channel in which somebody speaks, and where it starts."""
        at = 0
        while at < len(self.sound):
            found = self._piece(channel, at)
            if found.stretches:
                return at, found
            at = found.end
            self.alive()
        return None

    def _tongue(self, channel: int, first: tuple[int, Piece]) -> tuple[str, float]:
        at, found = first
        samples = self.sound.samples(channel, at, found.end)
        return self.engine.language(next(packs(samples, found.stretches, at)).samples)


class _Meter:
    """Turns samples heard into a share of the whole."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total, self._heard, self._progress = total, 0, progress

    def through(self, segments: Iterator[Segment]) -> Iterator[Segment]:
        """The segments; each is a sign of life, though the share is still the same."""
        for segment in segments:
            yield segment
            self.more(0)

    def more(self, samples: int) -> None:
        self._heard += samples
        if self._heard < self._total:
            self._progress(self._heard / self._total)

    def done(self) -> None:
        self._progress(1.0)


def _length(utterance: Utterance) -> int:
    return (utterance.end_ms or 0) - (utterance.start_ms or 0)


def _shifted(utterance: Utterance, offset: int) -> Utterance:
    if not offset:
        return utterance

    def at(ms: int | None) -> int:
        return max(0, (ms or 0) + offset)

    words = tuple(Word(word.text, at(word.start_ms), at(word.end_ms)) for word in utterance.words)
    start, end = at(utterance.start_ms), at(utterance.end_ms)
    return evolve(utterance, start_ms=start, end_ms=end, words=words)


def _listed(said: Iterable[Utterance]) -> tuple[Speaker, ...]:
    return _speakers(said, SpeechOptions())


def _speakers(said: Iterable[Utterance], options: SpeechOptions) -> tuple[Speaker, ...]:
    heard = sorted({utterance.channel or 0 for utterance in said})
    return tuple(Speaker(REFS[channel], options.side(channel)) for channel in heard)


def _duration(sound: Sound, options: SpeechOptions) -> int:
    count = len(sound.channels)
    return max(0, sound.duration_ms + max(options.offset_ms(channel) for channel in range(count)))
