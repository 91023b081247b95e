"""What a call measures, kept for whoever opens it next: numbers and places, no words."""

from collections.abc import Mapping

from attrs import frozen

from revrise.core.conversations.analysis import CallAnalysis, in_order
from revrise.core.conversations.detector import DetectorDefinition
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.topic_strip import Stretch
from revrise.core.conversations.trackers import TrackerResult
from revrise.core.conversations.transcript import Transcript
from revrise.core.ids import derived


@frozen
class Numbers:
    """An analysis without its transcript, and the topics along the time.

    `talk_ms` and `words` are by speaker in the analysis's order, without who that is. `moments`
    are all but those of trackers, which stand in `trackers`.
    """

    language: str
    duration_ms: int | None
    talk_ms: tuple[int | None, ...]
    words: tuple[int, ...]
    metrics: Mapping[str, Metric]
    moments: tuple[Moment, ...]
    trackers: tuple[TrackerResult, ...]
    topics: tuple[Stretch, ...]
    detectors: tuple[DetectorDefinition, ...] = ()

    def analysis(self, said: Transcript) -> CallAnalysis:
        """As it was measured, of the same words."""
        found = (*self.moments, *(one for each in self.trackers for one in each.moments))
        return CallAnalysis(
            said,
            self.language,
            self.duration_ms,
            dict(zip(said.refs, self.talk_ms, strict=True)),
            dict(zip(said.refs, self.words, strict=True)),
            self.metrics,
            {m.span.utterance: m.label for m in self.moments if m.kind == "question"},  # type: ignore[misc]
            in_order(found),
            self.trackers,
            detectors=self.detectors,
        )


def numbers(analysis: CallAnalysis, topics: tuple[Stretch, ...]) -> Numbers:
    """Those of an analysis."""
    return Numbers(
        analysis.language,
        analysis.duration_ms,
        tuple(analysis.talk_ms.values()),
        tuple(analysis.words.values()),
        analysis.metrics,
        tuple(one for one in analysis.moments if one.kind != "tracker"),
        analysis.trackers,
        topics,
        analysis.detectors,
    )


@frozen
class CallMeasure:
    """The numbers of a call as its words are shown to some readers; `owner_id` is its rep.

    `mark` is a digest of all they depend on: with another they are of no use any more.
    """

    id: str
    call_id: str
    owner_id: str
    team_id: str | None
    mark: str
    numbers: Numbers
    version: int = 1


def measure_id(call_id: str, readers: str) -> str:
    """One a call and sort of readers."""
    return derived("meas", call_id, readers)
