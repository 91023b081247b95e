"""Observed levels, read quickly: as masked rows, of which only whole ones count."""

from collections.abc import Sequence

from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Rule
from revrise.core.people.competency import Observation
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

_NEEDED = ("person_id", "competency_id", "level", "at", "subject_id", "assessment_id", "criterion")
_ORDER = (("person_id", False), ("competency_id", False))


def levels(desk: Desk, work: UnitOfWork, by: Actor, rule: Rule) -> Sequence[Observation]:
    """The observations in reach, by person and competency; what hides its level is left out.

    Raises Refused for who may see none.
    """
    rows = work.of(Observation).rows(desk.scope(by, "observation"), Query(rule, _ORDER))
    whole = [row for row in rows if all(row.get(name) is not None for name in _NEEDED)]
    return [
        Observation(
            id=row["id"],
            person_id=row["person_id"],
            team_id=row.get("team_id"),
            competency_id=row["competency_id"],
            level=row["level"],
            at=row["at"],
            subject_id=row["subject_id"],
            assessment_id=row["assessment_id"],
            criterion=row["criterion"],
            because=row.get("because") or "",
            utterance=row.get("utterance"),
            start=row.get("start"),
            end=row.get("end"),
            version=row["version"],
        )
        for row in whole
    ]
