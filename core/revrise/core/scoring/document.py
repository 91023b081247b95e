"""A scorecard as part of a JSON document, the same from every door."""

from typing import Any

from revrise.core.scoring.evidence import Evidence
from revrise.core.scoring.scorecard import CriterionScore, Scorecard


def as_document(scorecard: Scorecard) -> dict[str, Any]:
    """JSON-able; evidence as utterance, characters and times in ms."""
    return {
        "rubric": scorecard.rubric,
        "scorer": scorecard.scorer,
        "score": scorecard.score,
        "arithmetic": scorecard.arithmetic,
        "blocked_by": list(scorecard.blocked_by),
        "review": scorecard.review,
        "criteria": [_criterion(criterion) for criterion in scorecard.criteria],
    }


def _criterion(score: CriterionScore) -> dict[str, Any]:
    return {
        "id": score.criterion,
        "competency": score.competency,
        "weight": score.weight,
        "level": score.level,
        "points": score.points,
        "value": score.value,
        "reason": score.reason,
        "review": score.review,
        "evidence": [_evidence(evidence) for evidence in score.evidence],
        "because": score.because,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "utterance": evidence.span.utterance,
        "start": evidence.span.start,
        "end": evidence.span.end,
        "start_ms": evidence.start_ms,
        "end_ms": evidence.end_ms,
    }
