"""Assignments as JSON, the same from every door."""

from typing import Any

from attrs import asdict

from revrise.core.scoring.assignment import Adjudication
from revrise.services.assignments.showing import AssignmentView, Told

_OF = (
    "id", "rubric", "assessment_id", "subject_id", "assigned_by", "at", "due", "fresh", "state",
    "ended_at",
)  # fmt: skip


def assigned(view: AssignmentView) -> dict[str, Any]:
    """An assignment with its progress; `agreement` is null until it is over."""
    return {
        **{name: getattr(view.assignment, name) for name in _OF},
        "title": view.title,
        "rep": view.rep,
        "reviewers": [asdict(one) for one in view.reviewers],
        "agreement": None if view.told is None else _told(view.told),
    }


def settled(one: Adjudication) -> dict[str, Any]:
    """A settled level."""
    names = ("assignment_id", "criterion", "level", "reason", "settled_by", "at")
    return {name: getattr(one, name) for name in names}


def _told(told: Told) -> dict[str, Any]:
    found = told.agreed
    return {
        "kappa": found.kappa,
        "alpha": found.alpha,
        "same": found.same,
        "criteria": [
            {
                "criterion": one.criterion,
                "levels": dict(one.levels),
                "because": dict(told.because[one.criterion]),
                "spread": one.spread,
                "machine": told.machine[one.criterion],
                "settled": settled(told.settled[one.criterion])
                if one.criterion in told.settled
                else None,
            }
            for one in found.criteria
        ],
    }
