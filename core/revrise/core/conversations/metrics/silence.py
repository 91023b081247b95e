"""When nobody speaks."""

from collections.abc import Iterator

from revrise.core.conversations.metrics.definition import Definition
from revrise.core.conversations.metrics.intervals import gaps
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.metrics.speech import Speech

LONG_MS = 3000
_REASONS = ("no_speech", "no_timing")
SHARE = Definition(
    "silence",
    "A",
    "ratio",
    "Silence",
    "静默占比",
    "Time in which nobody speaks ÷ length of the call, its ends included.",
    "Somebody speaks, with times.",
    _REASONS,
)
EVENTS = Definition(
    "silence_events",
    "A",
    "count",
    "Long silences",
    "长静默次数",
    "Stretches of more than 3 s in which nobody speaks.",
    "Somebody speaks, with times.",
    _REASONS,
)
DEFINITIONS = (SHARE, EVENTS)


def measure(speech: Speech) -> Iterator[Metric]:
    """Share and long stretches; `n` counts stretches of silence."""
    if reason := speech.lack():
        yield SHARE.null(reason, speech.basis)
        yield EVENTS.null(reason, speech.basis)
        return
    duration = speech.duration or 1
    silent = gaps(speech.anyone, duration)
    yield SHARE.of(sum(silent) / duration, speech.basis, len(silent))
    yield EVENTS.of(sum(gap > LONG_MS for gap in silent), speech.basis, len(silent))
