"""What to practise after a moment of a call."""

from collections.abc import Iterable

from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.scorecard import CriterionScore

# What a coach comments on is said a line or two before or after the words that were scored.
_NEAR = 3


def about(cards: Iterable[Assessment], line: int | None) -> str:
    """The competency that was scored lowest on what is said at a line, else in the whole call."""
    scores = [one for card in cards for one in card.scorecard.criteria if one.level]
    near = [one for one in scores if line is not None and _near(one, line)]
    return min(near or scores, key=_order).competency if scores else ""


def _near(score: CriterionScore, line: int) -> bool:
    return any(abs(one.span.utterance - line) <= _NEAR for one in score.evidence)


def _order(score: CriterionScore) -> tuple[int, int]:
    return score.level or 0, -score.weight
