"""All a rubric may look at."""

from collections.abc import Mapping
from functools import cached_property

from attrs import field, frozen

from revrise.core.conversations.analysis import CallAnalysis
from revrise.core.conversations.metric import Metric
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.transcript import Transcript


@frozen
class CallFacts:
    """A call as analysed: metrics by name, `open`/`closed` by index of each question, moments.

    `language` is the one that was measured in, by default the one the transcript declares.
    """

    transcript: Transcript
    metrics: Mapping[str, Metric]
    questions: Mapping[int, str]
    moments: tuple[Moment, ...] = ()
    language: str = ""
    read_before: Reading | None = field(default=None, eq=False, repr=False)

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
