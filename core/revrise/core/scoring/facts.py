"""All a rubric may look at."""

from collections.abc import Mapping
from functools import cached_property, lru_cache

from attrs import field, frozen

from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.condition.conditions import Condition
from revrise.core.conversations.metrics.metric import Metric
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.trackers import Tracker, TrackerResult, TrackerSet
from revrise.core.conversations.transcript import Transcript


@frozen
class CallFacts:
    """A call as analysed: metrics by name, `open`/`closed` by index of each question, moments.

    `language` is the one that was measured in, by default the one the transcript declares.
    What is in `listens` is looked for together, in one pass over the words.
    """

    transcript: Transcript
    metrics: Mapping[str, Metric]
    questions: Mapping[int, str]
    moments: tuple[Moment, ...] = ()
    language: str = ""
    read_before: Reading | None = field(default=None, eq=False, repr=False)
    listens: tuple[Tracker, ...] = field(default=(), eq=False, repr=False)

    @classmethod
    def of(cls, analysis: CallAnalysis) -> "CallFacts":
        """The facts of an analysis."""
        return cls(
            analysis.transcript,
            analysis.metrics,
            analysis.questions,
            analysis.moments,
            analysis.language,
            analysis.reading,
        )

    @cached_property
    def reading(self) -> Reading:
        """The transcript in tokens, read once for all rubrics."""
        return self.read_before or read(self.transcript)

    def track(self, tracker: Tracker) -> TrackerResult:
        """What one tracker finds."""
        key = tracker.id, tracker.when
        return self._heard[key] if key in self._heard else self._listen((key,))[key]

    @cached_property
    def _heard(self) -> "Mapping[_Key, TrackerResult]":
        return self._listen(tuple((one.id, one.when) for one in self.listens))

    def _listen(self, keys: "tuple[_Key, ...]") -> "dict[_Key, TrackerResult]":
        return dict(zip(keys, _compiled(keys).find(self.reading), strict=True))


_Key = tuple[str, Condition]


@lru_cache(maxsize=256)
def _compiled(keys: tuple[_Key, ...]) -> TrackerSet:
    return TrackerSet([Tracker(tracker_id, {}, when) for tracker_id, when in keys])
