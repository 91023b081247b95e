"""Governance: what the policy says and why; the entries of the audit chain."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from revrise.core.errors import Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.audit import AuditEntry, verify
from revrise.core.governance.rule_text import to_text
from revrise.ports.policy import PolicyRule
from revrise.ports.query import Query
from revrise.ports.storage import NEWEST
from revrise.services.auditing.counted import Counted
from revrise.services.desk import Desk


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
        newest = Query(order=NEWEST, limit=limit)
        return self.desk.store.audit(self.desk.scope(by, "audit"), newest)[::-1]

    def verify_audit(self, by: Actor) -> Mapping[str, Any]:
        """Checks the whole chain against its head; `breach` is None when it holds.

        Without checkpoints: `services.auditing.verifying` asks those too.
        """
        scope = self.desk.scope(by, "audit", "verify")
        # The head first: what is appended meanwhile makes the chain longer, never shorter.
        head = self.desk.store.audit_head(by.tenant_id)
        chain = Counted(self.desk.store.audit_stream(scope))
        breach = verify(chain, head)
        return {
            "entries": chain.count,
            "head": head[1] if head else None,
            "breach": None if breach is None else {"seq": breach.seq, "reason": breach.reason},
        }
