"""Commitments: next steps with owner and date, and attempts to close with their place."""

from collections.abc import Iterable

from revrise.core.conversations.commitment_phrases import CLOSING, OWN, SHARED, YOURS
from revrise.core.conversations.dates import first_date
from revrise.core.conversations.metric import Metric
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.phrases import Hit, Matcher
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.transcript import Side, Transcript

DEFINITION = "commitments/A@1"
_STEPS = Matcher({"own": OWN, "yours": YOURS, "both": SHARED})
_CLOSING = Matcher({"closing": CLOSING})
_OTHER: dict[Side, Side] = {"seller": "buyer", "buyer": "seller", "unknown": "unknown"}


def find(transcript: Transcript, reading: Reading | None = None) -> tuple[Moment, ...]:
    """Moments of kind `commitment` (label `next_step`) and `closing` (label `attempt`), in order.

    One next step an utterance; data `owner` (seller | buyer | both | unknown) and `date`
    (`[start, end]` of the words in the utterance, or None). Closing attempts are the seller's;
    data `position`, 0 at the start of the call and 1 at its end, by time or else by utterance.
    """
    reading = reading or read(transcript)
    steps: dict[int, Hit] = {}
    for utterance, hit in reading.hits(_STEPS):
        steps.setdefault(utterance, hit)
    attempts: dict[int, Hit] = {}
    for utterance, hit in reading.hits(_CLOSING, "seller"):
        attempts.setdefault(utterance, hit)
    moments = [_step(reading, utterance, hit) for utterance, hit in steps.items()]
    moments += [_attempt(reading, utterance, hit) for utterance, hit in attempts.items()]
    return tuple(sorted(moments, key=lambda moment: (moment.span.utterance, moment.span.start)))


def count(moments: Iterable[Moment]) -> Metric:
    """How many next steps were agreed in the call."""
    steps = [moment for moment in moments if moment.kind == "commitment"]
    return Metric(DEFINITION, "count", len(steps), "text", len(steps))


def _step(reading: Reading, utterance: int, hit: Hit) -> Moment:
    side = reading.sides[utterance]
    owner = {"own": side, "yours": _OTHER[side], "both": "both"}[hit.key]
    span = reading.span(utterance, hit)
    date = first_date(reading.lines[utterance].text, span.start)
    data = {"owner": owner, "date": list(date) if date else None}
    return Moment("commitment", span, "next_step", data)


def _attempt(reading: Reading, utterance: int, hit: Hit) -> Moment:
    span = reading.span(utterance, hit)
    return Moment("closing", span, "attempt", {"position": _position(reading, utterance)})


def _position(reading: Reading, utterance: int) -> float:
    transcript = reading.transcript
    start = transcript.utterances[utterance].start_ms
    if start is not None and transcript.duration_ms:
        return round(min(start / transcript.duration_ms, 1.0), 4)
    return round(utterance / max(len(reading.lines) - 1, 1), 4)
