"""All a rubric may look at."""

from collections.abc import Mapping
from functools import cached_property

from attrs import frozen

from revrise.core.conversations.metric import Metric
from revrise.core.conversations.moment import Moment
from revrise.core.conversations.reading import Reading, read
from revrise.core.conversations.transcript import Transcript


@frozen
class CallFacts:
    """A call as analysed: metrics by name, `open`/`closed` by index of each question, moments."""

    transcript: Transcript
    metrics: Mapping[str, Metric]
    questions: Mapping[int, str]
    moments: tuple[Moment, ...] = ()

    @cached_property
    def reading(self) -> Reading:
        """The transcript in tokens, read once for all rubrics."""
        return read(self.transcript)
