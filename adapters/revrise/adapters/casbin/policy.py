"""The policy gate on Casbin."""

from collections.abc import Sequence
from threading import Lock

from revrise.adapters.casbin.lines import Inheritance, lines
from revrise.adapters.casbin.snapshot import Snapshot, Verdict
from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Row
from revrise.core.governance.scope import Scope
from revrise.ports.policy import Catalogue, Decision, PolicyRule, PolicySource

_TENANTS = 256


class CasbinPolicy:
    """Implements `ports.policy.Policy` over a source of rules; safe to share among threads.

    `catalogue` names every resource with its columns, `inherits` each role's parent roles. The
    source's version is compared on every call and a changed policy replaces the old as a whole.
    While its rules are wrong every call raises Misconfigured: nothing falls back to open.
    """

    def __init__(
        self, source: PolicySource, catalogue: Catalogue, inherits: Inheritance | None = None
    ) -> None:
        self._source, self._catalogue, self._inherits = source, catalogue, inherits or {}
        self._snapshots: dict[str, Snapshot] = {}
        self._lock = Lock()

    def scope(self, actor: Actor, resource: str, action: str) -> Scope:
        """See Policy."""
        snapshot, verdict = self._verdict(actor, resource, action)
        if not verdict.allowed:
            roles = ", ".join(sorted(actor.roles)) or "nobody"
            raise Refused(
                f"you may not {action} {resource} as {roles}",
                culprit=resource,
                remedy="ask an administrator for a role that may, or see: revrise policy explain",
            )
        return Scope(
            actor.tenant_id,
            actor.person_id,
            resource,
            action,
            verdict.grants,
            verdict.denials,
            actor.me,
            snapshot.version,
        )

    def explain(self, actor: Actor, resource: str, action: str) -> Decision:
        """See Policy."""
        _, verdict = self._verdict(actor, resource, action)
        return Decision(verdict.allowed, verdict.because)

    def permits(self, actor: Actor, resource: str, action: str, row: Row) -> bool:
        """Casbin's answer for one row; `scope(...)` gives the same one for all rows at once."""
        snapshot = self._snapshot(actor.tenant_id)
        return snapshot.permits(actor.roles, resource, action, (row, actor.me))

    def rules(self, tenant_id: str) -> Sequence[PolicyRule]:
        """See Policy."""
        return self._source.rules(tenant_id)

    def check(self, rules: Sequence[PolicyRule]) -> None:
        """Raises Misconfigured for the first wrong rule; ask before storing new ones."""
        lines(rules, self._catalogue, self._inherits)

    def _verdict(self, actor: Actor, resource: str, action: str) -> tuple[Snapshot, Verdict]:
        snapshot = self._snapshot(actor.tenant_id)
        return snapshot, snapshot.verdict(actor.roles, resource, action)

    def _snapshot(self, tenant_id: str) -> Snapshot:
        if not tenant_id or "::" in tenant_id:
            raise Invalid("not a tenant's id", culprit=repr(tenant_id))
        version = self._source.version(tenant_id)
        held = self._snapshots.get(tenant_id)
        if held is not None and held.version == version:
            return held
        rules = self._source.rules(tenant_id)
        fresh = Snapshot(
            tenant_id, version, lines(rules, self._catalogue, self._inherits), self._inherits
        )
        with self._lock:
            self._snapshots.pop(tenant_id, None)
            while len(self._snapshots) >= _TENANTS:
                del self._snapshots[next(iter(self._snapshots))]
            self._snapshots[tenant_id] = fresh
        return fresh
