"""The topics of a call along its time: which is spoken of most in each stretch."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from attrs import evolve, frozen

from revrise.core.conversations.reading import Reading
from revrise.core.conversations.topic_phrases import TOPICS
from revrise.core.conversations.words.phrases import Matcher

# Shorter stretches flicker, longer ones hide a topic.
STRETCHES = 12


@frozen
class Stretch:
    """Milliseconds [start, end) about one topic; None where no topic's words were found yet."""

    topic: str | None
    start_ms: int
    end_ms: int


@cache
def _matcher() -> Matcher:
    return Matcher(TOPICS)


def strip(reading: Reading, duration_ms: int) -> tuple[Stretch, ...]:
    """Neighbouring stretches of one topic are one; empty for an untimed or empty call.

    A stretch without any topic's words goes on with the topic before it.
    """
    if duration_ms <= 0 or not any(one.timed for one in reading.transcript.utterances):
        return ()
    counts: list[Counter[str]] = [Counter() for _ in range(STRETCHES)]
    for at, topic in _spoken(reading):
        counts[min(at * STRETCHES // duration_ms, STRETCHES - 1)][topic] += 1
    return tuple(_joined(counts, duration_ms))


def _spoken(reading: Reading) -> Iterator[tuple[int, str]]:
    for utterance, hit in reading.hits(_matcher()):
        start = reading.transcript.utterances[utterance].start_ms
        if start is not None and start >= 0:
            yield start, hit.key


def _joined(counts: list[Counter[str]], duration_ms: int) -> list[Stretch]:
    joined: list[Stretch] = []
    for index, found in enumerate(counts):
        start = index * duration_ms // STRETCHES
        end = (index + 1) * duration_ms // STRETCHES
        topic = _main(found, joined[-1].topic if joined else None)
        if joined and joined[-1].topic == topic:
            joined[-1] = evolve(joined[-1], end_ms=end)
        else:
            joined.append(Stretch(topic, start, end))
    return joined


def _main(found: Counter[str], before: str | None) -> str | None:
    """The topic spoken of most; the one before stays unless another has over twice its hits."""
    most = max(found.values(), default=0)
    if before is not None and most <= 2 * found[before]:
        return before
    return next((topic for topic in TOPICS if most and found[topic] == most), before)
