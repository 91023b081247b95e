"""What is told of an assignment: that it was given, is due soon, is over. Never a level."""

from datetime import datetime

from revrise.core.events import Event
from revrise.core.scoring.assignment import BlindAssignment


def news(name: str, assignment: BlindAssignment, at: datetime, by: str, **numbers: int) -> Event:
    """An event about the call, so that it goes when the call goes; `person` is who gave it."""
    data = {
        "assignment": assignment.id,
        "person": assignment.assigned_by,
        "rubric": assignment.rubric,
        **numbers,
    }
    return Event(name, assignment.subject_id, at, by, data)
