"""Governance: what the policy says and why; whether the audit chain still holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.audit import AuditEntry, verify
from revrise.core.governance.rule import All, Column, Compare, Const
from revrise.core.governance.rule_text import to_text
from revrise.ports.policy import PolicyRule
from revrise.ports.query import Query
from revrise.services.desk import Desk

# How many entries of the log a page looks at, and shows.
_LOOKED_AT, _SHOWN = 2_000, 100


@frozen
class Governance:
    """Use cases around policy and audit."""

    desk: Desk

    def explain(self, by: Actor, resource: str, action: str) -> Mapping[str, Any]:
        """Whether the actor may, on which rows and columns, by which policy lines."""
        decision = self.desk.policy.explain(by, resource, action)
        answer: dict[str, Any] = {
            "person": by.person_id,
            "roles": sorted(by.roles),
            "resource": resource,
            "action": action,
            "allowed": decision.allowed,
            "because": list(decision.because),
        }
        try:
            scope = self.desk.scope(by, resource, action)
        except Refused:
            return answer
        columns = {name for grant in scope.grants for name in grant.columns}
        return {**answer, "rows": to_text(scope.rows) or "every row", "columns": sorted(columns)}

    def rules(self, by: Actor) -> Sequence[PolicyRule]:
        """The tenant's policy. Raises Refused for who may not manage it."""
        self.desk.scope(by, "policy", "read")
        return self.desk.policy.rules(by.tenant_id)

    def audit_entries(self, by: Actor, limit: int) -> Sequence[AuditEntry]:
        """The newest entries, the newest last."""
        chain = self.desk.store.audit(self.desk.scope(by, "audit"))
        return chain[-limit:]

    def audit_chain(self, by: Actor, query: Query) -> Sequence[AuditEntry]:
        """Entries in their order; `query` filters on seq, actor_id, subject and action."""
        return self.desk.store.audit(self.desk.scope(by, "audit"), query)

    def newest_audit(
        self,
        by: Actor,
        *,
        before: int | None = None,
        action: str = "",
        actors: Sequence[str] | None = None,
    ) -> tuple[Sequence[AuditEntry], int | None]:
        """Entries older than number `before`, the newest first, and where the next page begins.

        Of actions that begin with `action` and, where given, of `actors`. A page looks at so many
        entries at most: with a rare action it may be empty and still have a next one.
        """
        scope = self.desk.scope(by, "audit")
        head = self.desk.store.audit_head(by.tenant_id)
        end = before if before is not None else (head[0] if head else 0) + 1
        start = max(0, end - _LOOKED_AT)
        span = All(
            (Compare(">=", Column("seq"), Const(start)), Compare("<", Column("seq"), Const(end)))
        )
        found = [
            entry
            for entry in reversed(self.desk.store.audit(scope, Query(where=span)))
            if entry.action.startswith(action) and (actors is None or entry.actor_id in actors)
        ]
        if len(found) > _SHOWN:
            return found[:_SHOWN], found[_SHOWN - 1].seq
        return found, start if start > 1 else None

    def verify_audit(self, by: Actor) -> Mapping[str, Any]:
        """Checks the whole chain against its head; `breach` is None when it holds."""
        scope = self.desk.scope(by, "audit", "verify")
        # The head first: what is appended meanwhile makes the chain longer, never shorter.
        head = self.desk.store.audit_head(by.tenant_id)
        chain = self.desk.store.audit(scope)
        breach = verify(chain, head)
        return {
            "entries": len(chain),
            "head": head[1] if head else None,
            "breach": None if breach is None else {"seq": breach.seq, "reason": breach.reason},
        }
