"""A call as conditions hear it: where their words were said, in characters, words and time."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from attrs import frozen

from revrise.core.conversations.condition.conditions import Term
from revrise.core.conversations.metrics.speech import Speech, prepare
from revrise.core.conversations.moment import Span
from revrise.core.conversations.reading import Reading

Place = tuple[int, int]


def kept(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order of the call; what lies inside a longer one is left out."""
    found: list[Span] = []
    spans = tuple(spans)
    if len(spans) < 2:  # noqa: PLR2004 - nothing to put in order
        return spans
    for span in sorted(set(spans), key=lambda s: (s.utterance, s.start, -s.end)):
        if not found or found[-1].utterance != span.utterance or found[-1].end < span.end:
            found.append(span)
    return tuple(found)


@frozen(slots=False)
class Hearing:
    """`said` holds where each term's phrases were found, by the term's identity."""

    reading: Reading
    said: Mapping[int, Sequence[Span]]
    measured: Speech | None = None

    @cached_property
    def speech(self) -> Speech:
        """The call measured; the transcript is read again where nobody has."""
        return self.measured or prepare(self.reading.transcript, self.reading)

    def hits(self, term: Term) -> tuple[Span, ...]:
        """Where a term was said, by its side and in its part of the call."""
        spans = tuple(self.said.get(id(term), ()))  # those of one term never overlap
        if term.regexes:
            spans = kept((*spans, *self._matches(term)))
        if term.from_ms is None and term.until_ms is None:
            return spans
        return tuple(span for span in spans if self._in_part(span, term))

    def places(self, spans: Sequence[Span], *, in_time: bool) -> list[tuple[Place, Span]]:
        """[start, end) of each in ms, else in words, since the call began; in order.

        What is untimed has no place in time.
        """
        place = self._time if in_time else self._words
        placed = ((place(span), span) for span in spans)
        return sorted(((at, span) for at, span in placed if at), key=_first)

    def _matches(self, term: Term) -> Iterable[Span]:
        for pattern in term.regexes:
            left = pattern.reach
            for utterance, line in enumerate(self.reading.lines):
                if term.side in {None, self.reading.sides[utterance]}:
                    for start, end in pattern.spans(line.folded.text, left):
                        yield Span(utterance, *line.folded.origin(start, end))
                    left -= len(line.folded.text)
                if left <= 0:
                    break

    def _in_part(self, span: Span, term: Term) -> bool:
        time, length = self._time(span), self.speech.duration
        if time is None or length is None:
            return False
        start, end = (
            bound if bound is None or bound >= 0 else length + bound
            for bound in (term.from_ms, term.until_ms)
        )
        return (start is None or time[0] >= start) and (end is None or time[0] < end)

    def _time(self, span: Span) -> Place | None:
        """Inside an utterance time goes by evenly over its characters."""
        one = self.speech.said[span.utterance]
        if one.start is None or one.end is None:
            return None
        a_character = (one.end - one.start) / max(1, len(one.text))
        return (
            one.start + round(span.start * a_character),
            one.start + round(span.end * a_character),
        )

    def _words(self, span: Span) -> Place:
        starts, before = self._starts[span.utterance], self._before[span.utterance]
        first = max(0, bisect_right(starts, span.start) - 1)
        return before + first, before + max(first + 1, bisect_right(starts, span.end - 1))

    @cached_property
    def _starts(self) -> list[list[int]]:
        """Where each word or 字 of each utterance starts."""
        return [
            [line.between(at, at + 1)[0] for at, token in enumerate(line.tokens) if _spoken(token)]
            for line in self.reading.lines
        ]

    @cached_property
    def _before(self) -> list[int]:
        return [0, *accumulate(map(len, self._starts))]


def _spoken(token: str) -> bool:
    return token[0].isalnum()


def _first(placed: tuple[Place, Span]) -> Place:
    return placed[0]
