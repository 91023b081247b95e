"""Which of the topics that a call should touch it did touch, and when first."""

from collections.abc import Sequence

from attrs import evolve, frozen

from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.trackers import Tracker, TrackerResult, find
from revrise.core.conversations.transcript import Transcript

DEFINITION = "topic_coverage/A@1"


@frozen
class TopicCoverage:
    """The share of topics touched, with the first moment (kind `topic`) of each that was."""

    metric: Metric
    first: tuple[Moment, ...]
    missing: tuple[str, ...]


def topic_coverage(transcript: Transcript, topics: Sequence[Tracker]) -> TopicCoverage:
    """Topics met ÷ topics required; null with `no_topics` where none is required.

    A first moment's data holds `first_ms`, the start of its utterance, None where untimed.
    """
    return coverage(transcript, find(transcript, topics))


def coverage(transcript: Transcript, results: Sequence[TrackerResult]) -> TopicCoverage:
    """The same of topics that were looked for already."""
    first = tuple(_first(transcript, result) for result in results if result.moments)
    missing = tuple(result.tracker_id for result in results if not result.met)
    if not results:
        metric = Metric(DEFINITION, "ratio", None, "text", 0, "no_topics")
    else:
        share = (len(results) - len(missing)) / len(results)
        metric = Metric(DEFINITION, "ratio", share, "text", len(results))
    return TopicCoverage(metric, first, missing)


def _first(transcript: Transcript, result: TrackerResult) -> Moment:
    moment = result.moments[0]
    at = transcript.utterances[moment.span.utterance].start_ms
    return evolve(moment, kind="topic", data={"first_ms": at})
