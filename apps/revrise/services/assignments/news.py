"""What is told of an assignment and of coaches' scores: that there are some. Never a level."""

from datetime import datetime

from revrise.core.events import Event
from revrise.core.scoring.assignment import BlindAssignment
from revrise.core.scoring.coach_score import CoachScore, coach_score_id


def news(name: str, assignment: BlindAssignment, at: datetime, by: str, **numbers: int) -> Event:
    """An event about the call, so that it goes when the call goes; `person` is who gave it."""
    data = {
        "assignment": assignment.id,
        "person": assignment.assigned_by,
        "rubric": assignment.rubric,
        **numbers,
    }
    return Event(name, assignment.subject_id, at, by, data)


def reviewed(about: BlindAssignment | CoachScore, coach_id: str, at: datetime) -> Event:
    """A coach scored a call or role-play; `person` is who was scored."""
    card = about.assessment_id
    data = {"id": coach_score_id(card, coach_id), "assessment": card, "person": about.person_id}
    return Event("call.reviewed", about.subject_id, at, coach_id, data)
