"""What tells of calls, on its way out of the company: only of those that may leave it.

Whoever takes it away need not see a consent, so they are read by a scope of the system.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.assist.answer import ModelAnswer
from revrise.core.coaching.clip import Clip
from revrise.core.coaching.comment import CallComment
from revrise.core.coaching.review_skip import ReviewSkip
from revrise.core.conversations.call import Call
from revrise.core.governance.consent import Consent, ConsentDecision, may_leave
from revrise.core.governance.rule import where
from revrise.core.governance.scope import Scope, system_scope
from revrise.core.people.competency import Observation
from revrise.core.scoring.assessment import Assessment
from revrise.core.scoring.assignment import Adjudication
from revrise.core.scoring.coach_score import CoachScore
from revrise.core.scoring.dispute import Dispute
from revrise.ports.query import Query
from revrise.ports.storage import UnitOfWork, View
from revrise.services.desk import Desk
from revrise.services.lawful import table

# Kind → its name in the policy, the column that names the call, and those that tell what was said
# or what was made of it.
TELLS: Mapping[type[Any], tuple[str, str, frozenset[str]]] = {
    Call: ("call", "id", frozenset({"title", "metrics", "participants", "source", "hints"})),
    Clip: ("clip", "call_id", frozenset({"title", "note"})),
    ModelAnswer: ("model_answer", "call_id", frozenset({"points", "question"})),
    CallComment: ("call_comment", "call_id", frozenset({"text"})),
    Assessment: ("assessment", "subject_id", frozenset({"score", "scorecard"})),
    Observation: ("observation", "subject_id", frozenset({"level"})),
    CoachScore: ("coach_score", "subject_id", frozenset({"score", "levels", "because"})),
    Adjudication: ("adjudication", "subject_id", frozenset({"level", "reason"})),
    ReviewSkip: ("review_skip", "call_id", frozenset({"note"})),
    Dispute: ("dispute", "subject_id", frozenset({"level", "reason", "decided_level", "decision"})),
}
_REASON = "decide whether what tells of a call may leave the company"


@frozen
class Leaving:
    """The decision, inside a unit of work; under the tenant's own table."""

    desk: Desk

    def decide(self, work: UnitOfWork, call: Call) -> ConsentDecision:
        """Of one call."""
        scope = self._scope(work, "consent")
        words = work.of(Consent).load_many(scope, Query(where=where(call_id=call.id)))
        return may_leave(words, call.participants, self.desk.clock.now(), table(work))

    def withheld(self, work: UnitOfWork, call_ids: Collection[str]) -> frozenset[str]:
        """Those of these calls that may not leave. What is no call is not among them."""
        if not call_ids:
            return frozenset()
        ids, now, law = tuple(sorted(call_ids)), self.desk.clock.now(), table(work)
        words: dict[str, list[Consent]] = {}
        of_them = Query(where=where(call_id=ids))
        for one in work.of(Consent).load_many(self._scope(work, "consent"), of_them):
            words.setdefault(one.call_id, []).append(one)
        query = Query(where=where(id=ids), columns=("id", "participants"))
        rows = work.of(Call).rows(self._scope(work, "call"), query)
        return frozenset(
            row["id"]
            for row in rows
            if not may_leave(words.get(row["id"], ()), row["participants"] or (), now, law).allowed
        )

    def closed(
        self, work: UnitOfWork, kind: type[Any], rows: Sequence[View]
    ) -> Mapping[str, frozenset[str]]:
        """Which columns of which of these rows, by id, tell of a call that may not leave."""
        if kind not in TELLS:
            return {}
        resource, column, telling = TELLS[kind]
        of = {str(row["id"]): str(row["id"]) for row in rows}
        if column != "id" and of:
            # The reader need not be told which call it is.
            query = Query(where=where(id=tuple(sorted(of))), columns=("id", column))
            found = work.of(kind).rows(self._scope(work, resource), query)
            of = {row["id"]: row[column] for row in found}
        stay = self.withheld(work, set(of.values()))
        return {row_id: telling for row_id, call_id in of.items() if call_id in stay}

    def _scope(self, work: UnitOfWork, resource: str) -> Scope:
        return system_scope(work.actor.tenant_id, resource, "read", _REASON)
