"""What the engine heard on one channel, as utterances that keep the transcript's promises."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve, frozen

from revrise.core.conversations.transcript import Utterance, Word

GAP_MS = 1_000
"""A pause this long between two words ends an utterance."""


@frozen
class Segment:
    """A piece of text in ms of the recording; words keep their own spacing in `text`."""

    text: str
    start_ms: int
    end_ms: int
    words: tuple[Word, ...] = ()


def utterances(
    segments: Iterable[Segment], speaker: str, channel: int, until_ms: int
) -> tuple[Utterance, ...]:
    """Segments parted at long pauses, times ascending from 0 and never after `until_ms`.

    A word that begins before the last one ended is moved to that end; empty text is dropped.
    """
    said = []
    at = 0
    for segment in segments:
        for part in _parted(_ordered(segment, at, until_ms)):
            at = part.end_ms
            words = tuple(evolve(word, text=word.text.strip()) for word in part.words)
            text = part.text.strip()
            if text:
                said.append(Utterance(speaker, text, part.start_ms, part.end_ms, channel, words))
    return tuple(said)


def _ordered(segment: Segment, at: int, until: int) -> Segment:
    words = []
    start = max(at, min(segment.start_ms, until))
    before = start if not segment.words else at
    for word in segment.words:
        if not word.text.strip():
            continue
        begin = max(before, min(word.start_ms, until))
        before = max(begin, min(word.end_ms, until))
        words.append(Word(word.text, begin, before))
    if words:
        return Segment(segment.text, words[0].start_ms, words[-1].end_ms, tuple(words))
    return Segment(segment.text, start, max(start, min(segment.end_ms, until)))


def _parted(segment: Segment) -> Iterator[Segment]:
    words = segment.words
    breaks = [n for n in range(1, len(words)) if words[n].start_ms - words[n - 1].end_ms >= GAP_MS]
    if not breaks:
        yield segment
        return
    for first, end in zip((0, *breaks), (*breaks, len(words)), strict=True):
        yield _of(words[first:end])


def _of(words: Sequence[Word]) -> Segment:
    text = "".join(word.text for word in words)
    return Segment(text, words[0].start_ms, words[-1].end_ms, tuple(words))
