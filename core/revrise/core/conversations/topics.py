"""Which of the topics that a call should touch it did touch, and when first."""

from collections.abc import Sequence

from attrs import evolve, frozen

from revrise.core.conversations.metrics.definitions import TOPIC_COVERAGE
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.trackers import TrackerResult
from revrise.core.conversations.transcript import Transcript


@frozen
class TopicCoverage:
    """The share of topics touched, with the first moment (kind `topic`) of each that was."""

    metric: Metric
    first: tuple[Moment, ...]


def coverage(transcript: Transcript, results: Sequence[TrackerResult]) -> TopicCoverage:
    """Topics met ÷ topics required; null with `no_topics` where none is required.

    A first moment's data holds `first_ms`, the start of its utterance, None where untimed.
    """
    first = tuple(_first(transcript, result) for result in results if result.moments)
    if not results:
        return TopicCoverage(TOPIC_COVERAGE.null("no_topics", "text"), first)
    share = sum(result.met for result in results) / len(results)
    return TopicCoverage(TOPIC_COVERAGE.of(share, "text", len(results)), first)


def _first(transcript: Transcript, result: TrackerResult) -> Moment:
    moment = result.moments[0]
    at = transcript.utterances[moment.span.utterance].start_ms
    return evolve(moment, kind="topic", data={"first_ms": at})
