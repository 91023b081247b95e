"""A scorecard as kept: of which call or role-play, of whom, when; and the levels it shows."""

from datetime import datetime

from attrs import evolve, frozen

from revrise.core.conversations.moment import Span
from revrise.core.ids import derived
from revrise.core.people.competency import Observation
from revrise.core.scoring.scorecard import CriterionScore, Scorecard


@frozen
class Assessment:
    """`subject_id` is the call or role-play; `score` (1–5) repeats the scorecard's for lists."""

    id: str
    subject_id: str
    person_id: str
    team_id: str | None
    at: datetime
    rubric: str
    score: float | None
    scorecard: Scorecard
    version: int = 1

    def observations(self) -> tuple[Observation, ...]:
        """One level a scored criterion, pointing at the first words that show it."""
        scored = [one for one in self.scorecard.criteria if one.level is not None]
        return tuple(self._observation(criterion) for criterion in scored)

    def _observation(self, scored: CriterionScore) -> Observation:
        span = scored.evidence[0].span if scored.evidence else None
        return Observation(
            id=derived("obs", self.id, scored.criterion),
            person_id=self.person_id,
            team_id=self.team_id,
            competency_id=scored.competency,
            level=float(scored.level or 0),
            at=self.at,
            subject_id=self.subject_id,
            assessment_id=self.id,
            criterion=scored.criterion,
            because=scored.because,
            **_place(span),
        )


def measured_again(before: Assessment, card: Scorecard) -> Assessment:
    """The next version of an assessment with what its rubric says now.

    A criterion that somebody confirmed, overrode or disputed stays as they left it.
    """
    left = {one.criterion: one for one in before.scorecard.criteria if one.review != "machine"}
    criteria = tuple(left.get(one.criterion, one) for one in card.criteria)
    fresh = evolve(card, criteria=criteria).recompute()
    return evolve(before, scorecard=fresh, score=fresh.score, version=before.version + 1)


def assessment_id(subject_id: str, rubric: str) -> str:
    """The same id for the same subject and rubric version: scoring again changes nothing."""
    return derived("score", subject_id, rubric)


def _place(span: Span | None) -> dict[str, int]:
    return {"utterance": span.utterance, "start": span.start, "end": span.end} if span else {}
