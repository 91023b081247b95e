"""Why a level is what it is, told in the language of whoever reads it.

What is kept is in the language of the call. What a person or a model said stays as they said it.
"""

from collections.abc import Mapping

from attrs import evolve, frozen

from revrise.core.bilingual import Bilingual
from revrise.core.errors import NotFound
from revrise.core.scoring.because import retold
from revrise.core.scoring.rubric import Criterion
from revrise.core.scoring.scorecard import CriterionScore, Scorecard
from revrise.ports.catalogue import Catalogue


@frozen
class Retelling:
    """The use case; of a rubric that is not to be had any more reasons stay as they are kept."""

    catalogue: Catalogue

    def whys(self, card: Scorecard) -> Mapping[str, Bilingual]:
        """By criterion, in both languages."""
        criteria = self._criteria(card.rubric)
        return {one.criterion: _both(one, criteria.get(one.criterion)) for one in card.criteria}

    def card(self, card: Scorecard, language: str) -> Scorecard:
        """The same scorecard with its reasons in a language."""
        criteria = self._criteria(card.rubric)
        told = (
            evolve(one, because=retold(one, criteria.get(one.criterion), language))
            for one in card.criteria
        )
        return evolve(card, criteria=tuple(told))

    def _criteria(self, rubric: str) -> Mapping[str, Criterion]:
        try:
            found = self.catalogue.rubric(rubric).definition
        except NotFound:
            return {}
        return {one.id: one for one in found.criteria}


def _both(score: CriterionScore, criterion: Criterion | None) -> Bilingual:
    return Bilingual(retold(score, criterion, "en"), retold(score, criterion, "zh"))
