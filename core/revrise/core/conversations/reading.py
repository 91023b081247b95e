"""A transcript read once into tokens and sides, for every detector to share."""

from collections.abc import Iterator
from functools import cached_property

from attrs import field, frozen

from revrise.core.conversations import questions
from revrise.core.conversations.moment import Span
from revrise.core.conversations.transcript import Side, Transcript
from revrise.core.conversations.words.phrases import Hit, Line, Matcher, each, tokenize


@frozen
class Reading:
    """`lines` and `sides` hold one entry per utterance, `told` too where plugins say what asks.

    Utterances of the same text share a line: what is said again ("okay") is looked at once.
    """

    transcript: Transcript
    lines: tuple[Line, ...]
    sides: tuple[Side, ...]
    told: tuple[questions.Kind | None, ...] | None = field(default=None, repr=False)

    @cached_property
    def asked(self) -> tuple[questions.Kind | None, ...]:
        """What each utterance asks, worked out when first wanted."""
        if self.told is not None:
            return self.told
        return tuple(each(questions.asked, self.lines))

    def hits(self, matcher: Matcher, side: Side | None = None) -> Iterator[tuple[int, Hit]]:
        """(utterance, hit) in order, of one side or of everybody."""
        unlike = dict.fromkeys(self.lines if side is None else self._of(side))
        found = {line: hits for line in unlike if (hits := matcher.find(line))}
        for index in [at for at, line in enumerate(self.lines) if line in found]:
            if side is None or self.sides[index] == side:
                for hit in found[self.lines[index]]:
                    yield index, hit

    def _of(self, side: Side) -> Iterator[Line]:
        return (line for line, by in zip(self.lines, self.sides, strict=True) if by == side)

    def others_before(self, utterance: int, back: int) -> Iterator[int]:
        """Utterances of other sides among so many before one, the last one first."""
        side = self.sides[utterance]
        nearby = range(utterance - 1, max(utterance - 1 - back, -1), -1)
        return (at for at in nearby if self.sides[at] != side)

    def span(self, utterance: int, hit: Hit) -> Span:
        """The characters of a hit."""
        return Span(utterance, *self.lines[utterance].between(hit.first, hit.last))

    def whole(self, utterance: int) -> Span:
        """The whole text of an utterance."""
        return Span(utterance, 0, len(self.lines[utterance].text))


def read(transcript: Transcript) -> Reading:
    """Tokenizes every utterance."""
    texts = dict.fromkeys(one.text for one in transcript.utterances)
    lines = dict(zip(texts, map(tokenize, texts), strict=True))
    return Reading(
        transcript,
        tuple(lines[utterance.text] for utterance in transcript.utterances),
        tuple(transcript.side(utterance.speaker) for utterance in transcript.utterances),
    )
