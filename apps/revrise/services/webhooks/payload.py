"""What a webhook may say of an event: ids and numbers that its owner may read, nothing else.

Nothing is said of a call that may not leave the company, but that consent to it was taken back.
"""

from collections.abc import Mapping
from typing import Any

from attrs import define, field

from revrise.core.coaching.one_on_one import OneOnOne
from revrise.core.coaching.plan import Plan
from revrise.core.conversations.call import Call
from revrise.core.conversations.intake.arrival import Arrival
from revrise.core.deals.deal import Deal
from revrise.core.errors import Refused
from revrise.core.events import Event
from revrise.core.governance.actor import Actor
from revrise.core.governance.contact_consent import ConsentRequest
from revrise.core.governance.rule import where
from revrise.core.governance.scope import system_scope
from revrise.core.learning.course import Course
from revrise.core.learning.enrolment import Enrolment
from revrise.core.people.competency import Observation
from revrise.core.rewards.posting import LedgerPosting
from revrise.core.roleplay.session import RolePlay
from revrise.core.scoring.dispute import Dispute
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.calls.leaving import Leaving
from revrise.services.desk import Desk

_REASON = "find out what a webhook's owner may read"
# An event's name, else its first word → kind and resource of the row that decides, how it is found.
_ROWS: Mapping[str, tuple[type[Any], str, str, str]] = {
    "call": (Call, "call", "id", "subject"),
    "tracker.heard": (Call, "call", "id", "subject"),
    "call_arrival": (Arrival, "call_arrival", "id", "subject"),
    "deal": (Deal, "deal", "id", "subject"),
    "plan": (Plan, "plan", "id", "subject"),
    "course": (Enrolment, "enrolment", "id", "subject"),
    **dict.fromkeys(
        ("course.submitted", "course.approved", "course.returned"),
        (Course, "course", "id", "subject"),
    ),
    "role_play": (RolePlay, "role_play", "id", "subject"),
    "one_on_one": (OneOnOne, "one_on_one", "id", "subject"),
    "dispute": (Dispute, "dispute", "id", "id"),
    # Told also of a call that may not leave any more: who has something of it must take it away.
    "consent.withdrawn": (Call, "call", "id", "subject"),
    "consent.answered": (ConsentRequest, "consent_request", "id", "subject"),
    "points": (LedgerPosting, "ledger_entry", "person_id", "subject"),
    "gap": (Observation, "observation", "person_id", "person"),
}
# Key of an event's data → the column that must be readable for it.
_COLUMNS = {
    "from": "stage",
    "to": "stage",
    "owner": "owner_id",
    "person": "person_id",
    "coach": "coach_id",
    "competency": "competency_id",
    "scenario": "scenario_id",
    "course": "course_id",
    "score": "score",
    "scorecards": "metrics",
    **dict.fromkeys(("tracker", "set", "times"), "metrics"),
    **dict.fromkeys(("given", "refused"), "answered_at"),
    "points": "points",
    "entries": "points",
    "level": "level",
    "target": "level",
    "id": "id",
    "assessment": "assessment_id",
}
# First word of an event's name → the column of its row that names a call.
_OF_CALL = {"call": "id", "tracker": "id", "dispute": "subject_id"}
# Where the person concerned is called otherwise.
_PERSON = {
    **dict.fromkeys(("call", "tracker", "call_arrival"), "owner_id"),
    "consent": "made_by",
}


@define
class Payloads:
    """Decides for one batch of events; a row is read once."""

    desk: Desk
    work: UnitOfWork
    tenant_id: str
    _rows: dict[tuple[str, str], View | None] = field(factory=dict)

    def readable(self, event: Event, owner: Actor) -> Mapping[str, Any] | None:
        """The part of its data that `owner` may read; None when they may not know of it."""
        noun = event.name.split(".", 1)[0]
        found_by = event.name if event.name in _ROWS else noun
        if event.name.endswith(".synced"):
            return self._synced(event, owner)
        row = self._row(found_by, event)
        if row is None:
            return None
        try:
            cells = self.desk.scope(owner, _ROWS[found_by][1]).cells(row)
        except Refused:
            return None
        if not cells or self._stays(noun, row):
            return None
        person = {"person": _PERSON.get(noun, "person_id")}
        columns = {**_COLUMNS, **person}
        return {key: value for key, value in event.data.items() if columns.get(key) in cells}

    def _synced(self, event: Event, owner: Actor) -> Mapping[str, Any] | None:
        try:
            self.desk.scope(owner, "crm_sync")
        except Refused:
            return None
        return dict(event.data)

    def _stays(self, noun: str, row: View) -> bool:
        column = _OF_CALL.get(noun)
        return column is not None and bool(Leaving(self.desk).withheld(self.work, {row[column]}))

    def _row(self, found_by: str, event: Event) -> View | None:
        if found_by not in _ROWS:
            return None
        kind, resource, column, place = _ROWS[found_by]
        key = event.subject if place == "subject" else str(event.data.get(place, ""))
        if (resource, key) not in self._rows:
            scope = system_scope(self.tenant_id, resource, "read", _REASON)
            query = Query(where=where(**{column: key}), limit=1)
            found = self.work.of(kind).rows(scope, query)
            self._rows[resource, key] = found[0] if found else None
        return self._rows[resource, key]
