"""A transcript to an analysis with scorecards: the same for files, calls and role-plays."""

from collections.abc import Collection, Sequence
from datetime import datetime

from attrs import frozen

from revrise.core.conversations.analysis import CallAnalysis, analyse
from revrise.core.conversations.detected import Detected
from revrise.core.conversations.trackers import TrackerSet
from revrise.core.conversations.transcript import Transcript
from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.scorecard import Scorecard
from revrise.ports.catalogue import Catalogue, rubric_there, surviving
from revrise.ports.rubrics import Rubric
from revrise.services.measures.resting import resting


@frozen
class Analysed:
    """Metrics, questions and moments of a transcript, and what the rubrics say."""

    analysis: CallAnalysis
    scorecards: tuple[Scorecard, ...]


@frozen
class Analyst:
    """Analyses and scores; a rubric whose plugin fails is left out, the others go on.

    `since` is when its process began, None where nobody said.
    """

    catalogue: Catalogue
    since: datetime | None = None

    def hear(
        self,
        transcript: Transcript,
        trackers: TrackerSet | None = None,
        shown: Transcript | None = None,
        only: Collection[str] | None = None,
    ) -> CallAnalysis:
        """What a call measures, with what the detectors in use find, or these by id.

        It is the one way to it.

        Detectors hear the words as they were said, as the built-in ones do: a figure must not
        depend on who looks, an administrator answers for them, and what they find is shown by its
        place alone. Trackers, which many may write, are looked for in `shown`.
        """
        detected = self.detected(transcript, only)
        return analyse(transcript, trackers=trackers or (), shown=shown, detected=detected)

    def ears(self, language: str) -> tuple[str, ...]:
        """The detectors of plugins, as `id@version`, that a call in a language is heard by now."""
        asked = (one.definition for one in self.catalogue.detectors())
        return tuple(one.ref for one in asked if one.speaks(language))

    def resting(self, language: str | None = None) -> frozenset[str]:
        """The detectors, as `id@version`, that metrics of calls would rest on, in any language."""
        return resting((one.definition for one in self.catalogue.detectors()), language)

    def detected(
        self, transcript: Transcript, only: Collection[str] | None = None
    ) -> tuple[Detected, ...]:
        """What each detector finds that speaks its language, of all in use or these by id.

        One whose plugin fails is left out.
        """
        asked = [
            one
            for one in self.catalogue.detectors()
            if one.definition.speaks(transcript.language)
            and (only is None or one.definition.id in only)
        ]
        found = surviving(asked, lambda detector: detector.find(transcript))
        return tuple(Detected(one.definition, tuple(moments)) for one, moments in found)

    def analyse(
        self,
        transcript: Transcript,
        rubrics: Sequence[str] | None = None,
        trackers: TrackerSet | None = None,
    ) -> Analysed:
        """Scored on the named rubrics, or on all that speak its language and are always."""
        if rubrics is not None:
            chosen = [self.catalogue.rubric(rubric_id) for rubric_id in rubrics]
        else:
            language, known = transcript.language, self.catalogue.rubrics()
            chosen = [one for one in known if _asked_by_itself(one, language)]
        return _scored(self.hear(transcript, trackers), chosen)

    def again(self, transcript: Transcript, references: Sequence[str]) -> Analysed:
        """On the rubrics of these references (`id@version`) that are still there as they were."""
        there = [one for name in references if (one := rubric_there(self.catalogue, name))]
        return _scored(self.hear(transcript), there)


def _scored(analysis: CallAnalysis, rubrics: Sequence[Rubric]) -> Analysed:
    facts = CallFacts.of(analysis)
    cards = [card for _, card in surviving(rubrics, lambda rubric: rubric.score(facts))]
    return Analysed(analysis, tuple(cards))


def _asked_by_itself(rubric: Rubric, language: str) -> bool:
    definition = rubric.definition
    return definition.when == "always" and language in definition.languages
