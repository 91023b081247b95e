"""Words as their reader may have them: plain with clearance, else without whom they are about.

Whoever may `unmask` a row of `call_transcript` has clearance for it. Every way out of a transcript
to a person leads through here; what is quoted from it is cut out of what this gives.
"""

from collections.abc import Sequence
from typing import Any

from attrs import evolve, frozen

from revrise.core.conversations.call import Call, CallTranscript
from revrise.core.deals.account import Card
from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.redaction.redacting import redacted
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.person import Person
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk

UNMASK = "unmask"
_REASON = "know the names that a reader may not see in the words of a call"


@frozen
class Clearance:
    """The use case; inside a unit of work."""

    desk: Desk

    def shown(
        self, work: UnitOfWork, found: Sequence[CallTranscript], by: Actor
    ) -> Sequence[CallTranscript]:
        """The transcripts as the actor may have them, in order."""
        if not found:
            return found
        scope = self._scope(by)
        closed = [one for one in found if scope is None or not scope.admits(_row(one))]
        if not closed:
            return found
        names = self._names(work, closed)
        hidden = {
            one.id: evolve(one, transcript=redacted(one.transcript, names.get(one.call_id, ())))
            for one in closed
        }
        return [hidden.get(one.id, one) for one in found]

    def is_clear(self, words: CallTranscript, by: Actor) -> bool:
        """Whether the actor has them plain."""
        scope = self._scope(by)
        return scope is not None and scope.admits(_row(words))

    def _scope(self, by: Actor) -> Scope | None:
        try:
            return self.desk.scope(by, "call_transcript", UNMASK)
        except Refused:
            return None

    def _names(
        self, work: UnitOfWork, found: Sequence[CallTranscript]
    ) -> dict[str, frozenset[str]]:
        """Call → the names known to belong to it: who speaks, its rep, its customer's people."""
        ids = tuple(sorted({one.call_id for one in found}))
        calls = self._some(work, Call, "call", ("account_id", "owner_id"), id=ids)
        accounts = tuple(sorted({call["account_id"] for call in calls if call["account_id"]}))
        owners = tuple(sorted({call["owner_id"] for call in calls}))
        cards = self._some(work, Card, "card", ("name", "account_id"), account_id=accounts)
        reps = self._some(work, Person, "person", ("name",), id=owners)
        speakers = {one.call_id: _speakers(one) for one in found}
        return {
            call["id"]: frozenset(
                {
                    *speakers[call["id"]],
                    *(one["name"] for one in cards if one["account_id"] == call["account_id"]),
                    *(one["name"] for one in reps if one["id"] == call["owner_id"]),
                }
            )
            for call in calls
        }

    def _some(
        self,
        work: UnitOfWork,
        kind: type[Any],
        resource: str,
        columns: tuple[str, ...],
        **wanted: tuple[str, ...],
    ) -> Sequence[View]:
        if not all(wanted.values()):
            return ()
        scope = system_scope(work.actor.tenant_id, resource, "read", _REASON)
        return work.of(kind).rows(scope, Query(where=where(**wanted), columns=("id", *columns)))


def _speakers(one: CallTranscript) -> set[str]:
    speakers = one.transcript.speakers
    return {name for each in speakers for name in (each.name, each.ref) if name and len(name) > 1}


def _row(one: CallTranscript) -> dict[str, str | None]:
    return {
        "id": one.id,
        "call_id": one.call_id,
        "owner_id": one.owner_id,
        "team_id": one.team_id,
    }
