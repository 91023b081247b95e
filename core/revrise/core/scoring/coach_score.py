"""A coach's own score of a call, kept beside the machine's and never mixed with it."""

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve, frozen

from revrise.core.errors import Invalid
from revrise.core.ids import derived
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.bands import valid_level
from revrise.core.scoring.scorecard import CriterionScore, Scorecard, arithmetic, mean


@frozen
class CoachScore:
    """`levels` and `because` are by criterion; `score` their weighted mean, as a scorecard's.

    One a coach and assessment: scoring again replaces it. `person_id` is the rep. `blind` where
    the machine's levels were withheld from the coach until then; None where nobody asked yet.
    """

    id: str
    assessment_id: str
    subject_id: str
    person_id: str
    team_id: str | None
    coach_id: str
    at: datetime
    levels: Mapping[str, int]
    because: Mapping[str, str]
    score: float
    blind: bool | None = None
    version: int = 1

    def arithmetic(self, card: Scorecard) -> str:
        """How the score comes about, with the weights of the machine's scorecard."""
        return arithmetic(_judged(card, self.levels))


def coach_score(
    assessment: Assessment,
    coach_id: str,
    at: datetime,
    levels: Mapping[str, int],
    because: Mapping[str, str],
) -> CoachScore:
    """A coach's score of an assessment's criteria.

    Raises NotFound for a strange criterion, Invalid outside 1–5 or where none is given.
    """
    for criterion, level in levels.items():
        assessment.scorecard.of(criterion)
        valid_level(level, criterion)
    score = mean(_judged(assessment.scorecard, levels))
    if score is None:
        raise Invalid("gives no level", culprit="levels", remedy="judge at least one criterion")
    return CoachScore(
        id=coach_score_id(assessment.id, coach_id),
        assessment_id=assessment.id,
        subject_id=assessment.subject_id,
        person_id=assessment.person_id,
        team_id=assessment.team_id,
        coach_id=coach_id,
        at=at,
        levels=dict(levels),
        because={name: text.strip() for name, text in because.items() if text.strip()},
        score=score,
    )


def coach_score_id(assessment_id: str, coach_id: str) -> str:
    """The same id for the same coach and assessment."""
    return derived("cscore", assessment_id, coach_id)


def _judged(card: Scorecard, levels: Mapping[str, int]) -> list[CriterionScore]:
    return [evolve(one, level=levels.get(one.criterion)) for one in card.criteria]
