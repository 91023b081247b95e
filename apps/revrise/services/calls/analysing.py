"""A transcript to an analysis with scorecards: the same for files, calls and role-plays."""

from collections.abc import Sequence

from attrs import frozen

from revrise.core.conversations.analysis import CallAnalysis, analyse
from revrise.core.conversations.trackers import TrackerSet
from revrise.core.conversations.transcript import Transcript
from revrise.core.errors import NotFound
from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.scorecard import Scorecard
from revrise.ports.catalogue import Catalogue, surviving
from revrise.ports.rubrics import Rubric


@frozen
class Analysed:
    """Metrics, questions and moments of a transcript, and what the rubrics say."""

    analysis: CallAnalysis
    scorecards: tuple[Scorecard, ...]


@frozen
class Analyst:
    """Analyses and scores; a rubric whose plugin fails is left out, the others go on."""

    catalogue: Catalogue

    def analyse(
        self,
        transcript: Transcript,
        rubrics: Sequence[str] | None = None,
        trackers: TrackerSet | None = None,
    ) -> Analysed:
        """Scored on the named rubrics, or on all that speak its language and are always."""
        analysis = analyse(transcript, trackers=trackers or ())
        facts = CallFacts.of(analysis)
        chosen = (
            [self.catalogue.rubric(rubric_id) for rubric_id in rubrics]
            if rubrics is not None
            else [
                one
                for one in self.catalogue.rubrics()
                if _asked_by_itself(one, transcript.language)
            ]
        )
        cards = [card for _, card in surviving(chosen, lambda rubric: rubric.score(facts))]
        return Analysed(analysis, tuple(cards))

    def again(self, transcript: Transcript, references: Sequence[str]) -> Analysed:
        """On the rubrics of these references (`id@version`) that are still there as they were."""
        there = [one for name in references if (one := self._exactly(name))]
        analysis = analyse(transcript, trackers=())
        facts = CallFacts.of(analysis)
        cards = [card for _, card in surviving(there, lambda rubric: rubric.score(facts))]
        return Analysed(analysis, tuple(cards))

    def _exactly(self, reference: str) -> Rubric | None:
        try:
            return self.catalogue.rubric(reference)
        except NotFound:
            return None


def _asked_by_itself(rubric: Rubric, language: str) -> bool:
    definition = rubric.definition
    return definition.when == "always" and language in definition.languages
