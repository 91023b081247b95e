"""Observed levels, read quickly: as masked rows, of which only whole ones count.

Most of what is shown of levels needs no words of a call: then the database adds them up.
"""

from collections.abc import Mapping, Sequence
from operator import itemgetter

from revrise.core.coaching.sitting import Sitting
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Rule
from revrise.core.people.competency import Observation
from revrise.ports.query import Measure, Query
from revrise.ports.storage import UnitOfWork
from revrise.services.desk import Desk

_NEEDED = ("person_id", "competency_id", "level", "at", "subject_id", "assessment_id", "criterion")
_KEYS = ("person_id", "competency_id", "subject_id")
_FIGURES = (Measure("level", "avg", "level"), Measure("at", "max", "at"))
_ORDER = (("person_id", False), ("competency_id", False))


def levels(desk: Desk, work: UnitOfWork, by: Actor, rule: Rule) -> Sequence[Observation]:
    """The observations in reach, by person and competency; what hides its level is left out.

    Raises Refused for who may see none.
    """
    rows = work.of(Observation).rows(desk.scope(by, "observation"), Query(rule, _ORDER))
    if not rows or not set(_NEEDED) <= rows[0].keys():
        return []
    needed = itemgetter(*_NEEDED)
    whole = [row for row in rows if None not in needed(row)]
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


def seen_levels(
    desk: Desk, work: UnitOfWork, by: Actor, rule: Rule
) -> Mapping[tuple[str, str], Sequence[Sitting]]:
    """The sittings in reach in order of time, by person and competency.

    Raises Refused for who may see none.
    """
    rows = work.of(Observation).group(desk.scope(by, "observation"), _KEYS, _FIGURES, Query(rule))
    found: dict[tuple[str, str], list[Sitting]] = {}
    for row in rows:
        person, competency, subject = (row[name] for name in _KEYS)
        if None not in (person, competency, subject, row["level"], row["at"]):
            sitting = Sitting(subject, row["at"], row["level"])
            found.setdefault((person, competency), []).append(sitting)
    for each in found.values():
        each.sort(key=lambda one: (one.at, one.subject_id))
    return found
