"""Commitments: next steps with owner and date, and attempts to close with their place."""

from collections.abc import Container, Iterable, Sequence
from typing import Any

from attrs import evolve

from revrise.core.conversations.commitment import closing, weighing
from revrise.core.conversations.commitment.parts import Heard
from revrise.core.conversations.detected import NOBODY, Told
from revrise.core.conversations.metrics.definitions import COMMITMENTS
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.moment import Moment, Span
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.transcript import Side, Transcript
from revrise.core.conversations.words.dates import first_date
from revrise.core.conversations.words.phrases import Hit

_OTHER: dict[Side, Side] = {"seller": "buyer", "buyer": "seller", "unknown": "unknown"}


def find(
    transcript: Transcript,
    reading: Reading | None = None,
    told: Told = NOBODY,
    closings: Told = NOBODY,
) -> tuple[Moment, ...]:
    """Moments of kind `commitment` (label `next_step`) and `closing` (label `attempt`), in order.

    One next step an utterance; data `owner` (seller | buyer | both | unknown) and `date`
    (`[start, end]` of the words in the utterance, or None). Closing attempts are the seller's;
    data `position`, 0 at the start of the call and 1 at its end, by time or else by utterance.
    `told` and `closings` are what plugins heard.
    """
    reading = reading or read(transcript)
    heard = Heard(reading)
    steps = {} if told.instead else dict(weighing.steps(heard))
    attempts = {} if closings.instead else dict(closing.attempts(heard))
    moments = [_step(reading, utterance, hit) for utterance, hit in steps.items()]
    moments += [_attempt(reading, utterance, hit) for utterance, hit in attempts.items()]
    if told.moments or closings.moments:
        moments += [_told_step(reading, one) for one in _first(told.moments, steps)]
        moments += [_told_attempt(reading, one) for one in _first(closings.moments, attempts)]
    return tuple(sorted(moments, key=lambda moment: (moment.span.utterance, moment.span.start)))


def count(moments: Iterable[Moment]) -> Metric:
    """How many next steps were agreed in the call."""
    steps = [moment for moment in moments if moment.kind == "commitment"]
    return COMMITMENTS.of(len(steps), "text", len(steps))


def _first(moments: Iterable[Moment], known: Container[int]) -> Sequence[Moment]:
    """One an utterance, of those where nothing is known yet."""
    found: dict[int, Moment] = {}
    for one in moments:
        found.setdefault(one.span.utterance, one)
    return [one for at, one in found.items() if at not in known]


def _step(reading: Reading, utterance: int, hit: Hit) -> Moment:
    side = reading.sides[utterance]
    owner = {"own": side, "yours": _OTHER[side], "both": "both"}[hit.key]
    span = reading.span(utterance, hit)
    return Moment("commitment", span, "next_step", _agreed(reading, span, owner))


def _told_step(reading: Reading, one: Moment) -> Moment:
    data = _agreed(reading, one.span, one.data.get("owner", "unknown"))
    return evolve(one, data=data)


def _agreed(reading: Reading, span: Span, owner: str) -> dict[str, Any]:
    line = reading.lines[span.utterance]
    folded = line.folded.text  # of the same length, but in rare cases
    date = first_date(folded if len(folded) == len(line.text) else line.text, span.start)
    return {"owner": owner, "date": list(date) if date else None}


def _attempt(reading: Reading, utterance: int, hit: Hit) -> Moment:
    span = reading.span(utterance, hit)
    return Moment("closing", span, "attempt", {"position": _position(reading, utterance)})


def _told_attempt(reading: Reading, one: Moment) -> Moment:
    return evolve(one, data={"position": _position(reading, one.span.utterance)})


def _position(reading: Reading, utterance: int) -> float:
    transcript = reading.transcript
    start = transcript.utterances[utterance].start_ms
    if start is not None and transcript.duration_ms:
        return round(min(start / transcript.duration_ms, 1.0), 4)
    return round(utterance / max(len(reading.lines) - 1, 1), 4)
