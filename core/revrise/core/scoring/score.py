"""Scoring a call on a rubric: a deterministic function of the facts."""

from attrs import evolve

from revrise.core.scoring.because import not_scored, scored
from revrise.core.scoring.evidence import gather
from revrise.core.scoring.facts import CallFacts
from revrise.core.scoring.measuring import Measured, measure
from revrise.core.scoring.rubric import Criterion, RubricDefinition
from revrise.core.scoring.scorecard import CriterionScore, Scorecard, total


def score(rubric: RubricDefinition, facts: CallFacts, scorer: str = "") -> Scorecard:
    """Every criterion's level with evidence and reason, and their sum.

    `scorer` says who or what scored, by default `plugin:<rubric id>`.
    """
    facts = evolve(facts, listens=rubric.trackers, read_before=facts.reading)
    criteria = [_criterion(criterion, facts) for criterion in rubric.criteria]
    unmet = tuple(blocker.id for blocker in rubric.blockers if not facts.track(blocker.tracker).met)
    return total(rubric.ref, scorer or f"plugin:{rubric.id}", criteria, unmet)


def _criterion(criterion: Criterion, facts: CallFacts) -> CriterionScore:
    obstacle = _obstacle(criterion, facts)
    measured = Measured(None, reason=obstacle) if obstacle else measure(criterion.measure, facts)
    language = facts.language or facts.transcript.language
    if measured.value is None:
        reason = measured.reason or "not_measured"
        level, because = None, not_scored(reason, language)
    else:
        reason, level = None, criterion.measure.bands.level(measured.value)
        because = scored(criterion, measured.value, level, language)
    return CriterionScore(
        criterion=criterion.id,
        competency=criterion.competency,
        weight=criterion.weight,
        level=level,
        because=because,
        evidence=gather(facts.transcript, list(measured.spans)),
        reason=reason,
        value=measured.value,
        machine_level=level,
    )


def _obstacle(criterion: Criterion, facts: CallFacts) -> str | None:
    if len(facts.transcript.utterances) < criterion.minimum:
        return "too_short"
    return None if "seller" in facts.reading.sides else "no_seller"
