"""The words behind a level."""

from attrs import frozen

from revrise.core.conversations.moment import Span
from revrise.core.conversations.transcript import Transcript

MOST = 8


@frozen
class Evidence:
    """A span of the transcript with its utterance's times in ms, None where untimed."""

    span: Span
    start_ms: int | None = None
    end_ms: int | None = None

    def quote(self, transcript: Transcript) -> str:
        """The words themselves."""
        return transcript.utterances[self.span.utterance].text[self.span.start : self.span.end]


def gather(transcript: Transcript, spans: list[Span]) -> tuple[Evidence, ...]:
    """The first `MOST` distinct spans, in the order of the call."""
    distinct = sorted(set(spans), key=lambda span: (span.utterance, span.start, span.end))[:MOST]
    return tuple(_evidence(transcript, span) for span in distinct)


def _evidence(transcript: Transcript, span: Span) -> Evidence:
    utterance = transcript.utterances[span.utterance]
    return Evidence(span, utterance.start_ms, utterance.end_ms)
