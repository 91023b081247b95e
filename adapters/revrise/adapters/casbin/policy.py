"""The policy gate on Casbin."""

from collections.abc import Collection, Sequence
from threading import Lock

from revrise.adapters.casbin.lines import Inheritance, index, lines
from revrise.adapters.casbin.roles import check_roles, inheritance
from revrise.adapters.casbin.snapshot import Snapshot, Verdict
from revrise.adapters.casbin.sources import MemorySource
from revrise.core.errors import Invalid, Refused
from revrise.core.governance.actor import Actor
from revrise.core.governance.rule import Row
from revrise.core.governance.scope import Scope
from revrise.ports.policy import (
    BUILT_IN,
    Catalogue,
    Decision,
    PolicyDocument,
    PolicyRole,
    PolicyRule,
    PolicySource,
)

_TENANTS = 256


class CasbinPolicy:
    """Implements `ports.policy.Policy` over a source of rules; safe to share among threads.

    `catalogue` names every resource with its columns, `inherits` each role's parent roles beside
    what the tenant's roles say themselves. The source's version is compared on every call and a
    changed policy replaces the old as a whole. While its rules are wrong every call raises
    Misconfigured: nothing falls back to open.
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
            *snapshot.folded(verdict, tuple(snapshot.me(actor).items())),
            snapshot.me(actor),
            snapshot.version,
        )

    def explain(self, actor: Actor, resource: str, action: str) -> Decision:
        """See Policy."""
        _, verdict = self._verdict(actor, resource, action)
        return Decision(verdict.allowed, verdict.because)

    def permits(self, actor: Actor, resource: str, action: str, row: Row) -> bool:
        """Casbin's answer for one row; `scope(...)` gives the same one for all rows at once."""
        snapshot = self._snapshot(actor.tenant_id)
        return snapshot.permits(actor.roles, resource, action, (row, snapshot.me(actor)))

    def rules(self, tenant_id: str) -> Sequence[PolicyRule]:
        """See Policy."""
        return self._source.rules(tenant_id)

    def roles(self, tenant_id: str) -> Sequence[PolicyRole]:
        """See Policy."""
        return self._source.roles(tenant_id) or BUILT_IN

    def answered(self, tenant_id: str) -> Collection[tuple[str, str]]:
        """See Policy."""
        return self._snapshot(tenant_id).answered

    def resources(self) -> Catalogue:
        """See Policy."""
        return self._catalogue

    def check(self, document: PolicyDocument) -> None:
        """See Policy."""
        check_roles(document.roles)
        inherits = {**self._inherits, **inheritance(document.roles)}
        lines(document.rules, self._catalogue, inherits, document.place)

    def over(self, document: PolicyDocument) -> "CasbinPolicy":
        """See Policy."""
        source = MemorySource(document.rules, document.roles)
        return CasbinPolicy(source, self._catalogue, self._inherits)

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
        rules, roles = self._source.rules(tenant_id), self.roles(tenant_id)
        inherits = {**self._inherits, **inheritance(roles)}
        read = index(rules, self._catalogue, inherits)
        ranges = {role.name: role.range for role in roles}
        fresh = Snapshot(tenant_id, version, read, inherits, ranges)
        with self._lock:
            self._snapshots.pop(tenant_id, None)
            while len(self._snapshots) >= _TENANTS:
                del self._snapshots[next(iter(self._snapshots))]
            self._snapshots[tenant_id] = fresh
        return fresh
