"""Rubrics and certificates as JSON, the same from every door."""

from typing import Any

from attrs import asdict

from revrise.core.scoring.blind_review import BlindReview
from revrise.core.scoring.certificate import Certificate
from revrise.core.scoring.rubric import RubricDefinition
from revrise.services.rubrics.preview import Preview


def brief(rubric: RubricDefinition) -> dict[str, Any]:
    """What a list says of a rubric."""
    return {
        "id": rubric.id,
        "version": rubric.version,
        "title": dict(rubric.title),
        "languages": list(rubric.languages),
        "when": rubric.when,
        "criteria": len(rubric.criteria),
    }


def whole(rubric: RubricDefinition) -> dict[str, Any]:
    """A rubric with criteria and anchors, level 1 first; `measure` names how one is computed."""
    return {
        **brief(rubric),
        "criteria": [
            {
                "id": one.id,
                "title": dict(one.title),
                "competency": one.competency,
                "weight": one.weight,
                "minimum": one.minimum,
                "measure": type(one.measure).__name__,
                "anchors": {language: list(texts) for language, texts in one.anchors.items()},
            }
            for one in rubric.criteria
        ],
        "blockers": [{"id": one.id, "title": dict(one.title)} for one in rubric.blockers],
    }


def previewed(found: Preview) -> dict[str, Any]:
    """Levels of both versions, call by call and criterion by criterion."""
    return {
        "rubric": found.rubric.ref,
        "in_force": found.in_force.ref if found.in_force else None,
        "criteria": [asdict(one) for one in found.criteria],
        "calls": [
            {
                "call_id": one.moved.call_id,
                "title": one.title,
                "at": one.at,
                "before": one.moved.before.score if one.moved.before else None,
                "after": one.moved.after.score,
                "levels": [
                    {
                        "criterion": each.criterion,
                        "before": one.moved.level(each.criterion, before=True),
                        "after": one.moved.level(each.criterion, before=False),
                    }
                    for each in found.criteria
                ],
            }
            for one in found.calls
        ],
    }


def certified(found: Certificate) -> dict[str, Any]:
    """A certificate; figures with interval, number and reason."""
    return {**asdict(found), "obstacles": list(found.obstacles), "certified": found.certified}


def reviewed(review: BlindReview) -> dict[str, Any]:
    """A blind review; it is the reader's own."""
    return {
        "id": review.id,
        "rubric": review.rubric,
        "state": review.state,
        "asked_at": review.asked_at,
        "assessment_id": review.assessment_id,
        "subject_id": review.subject_id,
        "opened_at": review.opened_at,
        "assignment_id": review.assignment_id,
        "assigned_by": review.assigned_by,
        "due": review.due,
    }
