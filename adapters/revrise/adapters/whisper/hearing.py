"""From a file to a transcript: decode, find speech, tell the language, hear, merge."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import evolve, frozen

from revrise.adapters.media.channels import channels
from revrise.adapters.media.sound import Sound, decode
from revrise.adapters.media.vad import Stretch, everything, speech
from revrise.adapters.whisper.engine import Engine
from revrise.adapters.whisper.pack import packs
from revrise.adapters.whisper.utterances import Segment, utterances
from revrise.core.conversations.transcript import Speaker, Transcript, Utterance, Word
from revrise.ports.speech import UNDETERMINED, Progress, SpeechOptions

REFS = "AB"
"""Speakers by channel."""

_SURE = 0.5  # below, a channel takes the language of the surest one


@frozen
class _Track:
    channel: int
    stretches: tuple[Stretch, ...]
    language: str
    sure: float

    @property
    def length(self) -> int:
        return sum(stretch.end - stretch.start for stretch in self.stretches)


def hear(engine: Engine, audio: Path, options: SpeechOptions, progress: Progress) -> Transcript:
    """As `Transcriber.transcribe`. One channel at a time is held as floats."""
    given = engine.accepts(options.language) if options.language else None
    sound = decode(audio, engine.config.limits)
    found = channels(sound)
    tracks = [track for n in found.heard if (track := _track(engine, sound, n, given)).stretches]
    tell = _Meter(sum(track.length for track in tracks), progress)
    said: list[Utterance] = []
    languages: Counter[str] = Counter()
    for track in _agreed(tracks):
        segments = _segments(engine, sound, track, options, tell)
        new = utterances(segments, REFS[track.channel], track.channel, sound.duration_ms)
        languages[track.language] += sum(_length(utterance) for utterance in new)
        said += (_shifted(one, options.offset_ms(track.channel)) for one in new)
    tell.done()
    said.sort(key=lambda utterance: (utterance.start_ms, utterance.channel))
    language = languages.most_common(1)[0][0] if said else given or UNDETERMINED
    speakers = _speakers(said, options if found.separate else SpeechOptions())
    return Transcript(language, speakers, tuple(said), _duration(sound, options))


def _track(engine: Engine, sound: Sound, channel: int, language: str | None) -> _Track:
    samples = sound.samples(channel)
    stretches = speech(samples) if engine.config.vad else everything(samples)
    if language or not stretches:
        return _Track(channel, stretches, language or UNDETERMINED, 1.0)
    return _Track(channel, stretches, *engine.language(next(packs(samples, stretches)).samples))


def _agreed(tracks: list[_Track]) -> Iterator[_Track]:
    surest = max(tracks, key=lambda track: track.sure, default=None)
    for track in tracks:
        unsure = surest is not None and track.sure < _SURE
        yield evolve(track, language=surest.language) if surest and unsure else track


def _segments(
    engine: Engine, sound: Sound, track: _Track, options: SpeechOptions, tell: "_Meter"
) -> Iterator[Segment]:
    for pack in packs(sound.samples(track.channel), track.stretches):
        yield from engine.hear(pack, track.language, options.vocabulary)
        tell.more(len(pack.samples))


class _Meter:
    """Turns samples heard into a share of the whole."""

    def __init__(self, total: int, progress: Progress) -> None:
        self._total, self._heard, self._progress = total, 0, progress

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


def _speakers(said: Iterable[Utterance], options: SpeechOptions) -> tuple[Speaker, ...]:
    heard = sorted({utterance.channel or 0 for utterance in said})
    return tuple(Speaker(REFS[channel], options.side(channel)) for channel in heard)


def _duration(sound: Sound, options: SpeechOptions) -> int:
    count = len(sound.channels)
    return max(0, sound.duration_ms + max(options.offset_ms(channel) for channel in range(count)))
