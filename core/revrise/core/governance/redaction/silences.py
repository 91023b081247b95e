"""Where who reads words with parts hidden hears silence instead."""

from collections.abc import Iterable, Iterator, Sequence

from revrise.core.conversations.metrics.intervals import union
from revrise.core.conversations.transcript import Transcript, Utterance
from revrise.core.governance.redaction.found import HIDDEN

Span = tuple[int, int]
PAD_MS = 150  # words are heard a little before and after the times a transcriber gives them


def silences(
    plain: Transcript, shown: Transcript, offsets_ms: Sequence[int] = ()
) -> tuple[Span, ...] | None:
    """Spans of the recording in ms, in order and apart; None where a hidden line has no time.

    `shown` is `plain` with characters hidden at their places. A hidden word is silenced alone,
    with PAD_MS around it; the whole line where its words do not tell. `offsets_ms` is how much
    later each channel of the recording began than its times say: 0 for those it does not list.
    """
    found: list[Span] = []
    later_by: dict[int | None, int] = dict(enumerate(offsets_ms))
    for one, seen in zip(plain.utterances, shown.utterances, strict=True):
        if one.text == seen.text:
            continue
        if not one.timed:
            return None
        later = later_by.get(one.channel, 0)
        found += [(start - later, end - later) for start, end in _of_line(one, seen)]
    return union((max(start, 0), end) for start, end in found)


def _of_line(plain: Utterance, shown: Utterance) -> Iterable[Span]:
    words = list(_of_words(plain, shown))
    hidden = {at for at, letter in enumerate(shown.text) if letter == HIDDEN}
    hidden -= {at for at, letter in enumerate(plain.text) if letter == HIDDEN or letter.isspace()}
    told = {at for start, end, _, _ in words for at in range(start, end)}
    if not words or hidden - told:
        return [(plain.start_ms or 0, plain.end_ms or 0)]
    return [(start - PAD_MS, end + PAD_MS) for _, _, start, end in words]


def _of_words(plain: Utterance, shown: Utterance) -> Iterator[tuple[int, int, int, int]]:
    """The hidden words: first character, the one after the last, and their times."""
    place = 0
    for word, seen in zip(plain.words, shown.words, strict=True):
        at = plain.text.find(word.text, place)
        start = place if at < 0 else at
        place = place if at < 0 else at + len(word.text)
        if word.text != seen.text:
            yield start, place, word.start_ms, word.end_ms
