"""A sitting: one call or role-play of a person, and how they did in one competency."""

from collections.abc import Iterable
from datetime import datetime

from attrs import frozen

from revrise.core.people.competency import Observation


@frozen
class Sitting:
    """One call or role-play of a person: its mean level of a competency, and when it was."""

    subject_id: str
    at: datetime
    level: float


def sittings(observations: Iterable[Observation]) -> list[Sitting]:
    """The mean level of each call or role-play, in order of time."""
    seen: dict[str, list[Observation]] = {}
    for one in observations:
        seen.setdefault(one.subject_id, []).append(one)
    found = [
        Sitting(
            subject, max([one.at for one in each]), sum([one.level for one in each]) / len(each)
        )
        for subject, each in seen.items()
    ]
    return sorted(found, key=lambda one: (one.at, one.subject_id))
