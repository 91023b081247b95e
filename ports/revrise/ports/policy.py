"""The one gate: what an actor may do, see and change."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from attrs import frozen

from revrise.core.governance.actor import Actor
from revrise.core.governance.policy_rule import (
    BUILT_IN,
    RANGES,
    PolicyChange,
    PolicyDocument,
    PolicyRole,
    PolicyRule,
    widest,
)
from revrise.core.governance.scope import Scope

__all__ = [
    "ACTIONS",
    "BUILT_IN",
    "OPERATIONS",
    "RANGES",
    "Catalogue",
    "Decision",
    "Policy",
    "PolicyChange",
    "PolicyDocument",
    "PolicyRole",
    "PolicyRule",
    "PolicySource",
    "widest",
]
ACTIONS = frozenset(
    {
        "read",
        "create",
        "update",
        "delete",
        "view",
        "advance",
        "publish",
        "accept",
        "approve",
        "enrol",
        "complete",
        "score",
        "plan",
        "grant",
        "sync",
        "verify",
        "manage",
        "configure",
        "delegate",
        "break_glass",
        "unmask",
    }
)
# Every resource a rule may name, with the columns of its rows (none: it has no rows).
Catalogue = Mapping[str, Collection[str]]
# Resources that are no records: what the policy decides of them is the action alone.
OPERATIONS: Catalogue = {
    "audit": (),
    "crm_sync": (),
    "insight": (),
    "plugin": (),
    "policy": (),
    "privacy": (),
    "report": (),
    "vault": (),
}


@frozen
class Decision:
    """An answer with its ground: the policy lines that allowed or denied."""

    allowed: bool
    because: tuple[str, ...]


class Policy(Protocol):
    """Decides from stored rules; the same for lists, details, counts, sums and exports."""

    def scope(self, actor: Actor, resource: str, action: str) -> Scope:
        """The rows and columns of `resource` open to `actor` for `action`.

        Raises Refused when no rule gives the actor this action on any row.
        """
        ...

    def explain(self, actor: Actor, resource: str, action: str) -> Decision:
        """Which rules apply and what they say, without raising."""
        ...

    def rules(self, tenant_id: str) -> Sequence[PolicyRule]:
        """Every rule of the tenant, in order."""
        ...

    def roles(self, tenant_id: str) -> Sequence[PolicyRole]:
        """Every role of the tenant; the built-in ones where it has stored none."""
        ...

    def check(self, document: PolicyDocument) -> None:
        """Raises Misconfigured for the first wrong role or rule, with its line and the reason."""
        ...

    def over(self, document: PolicyDocument) -> "Policy":
        """The policy that would decide if this document were in force, for looking ahead."""
        ...

    def answered(self, tenant_id: str) -> Collection[tuple[str, str]]:
        """Each (resource, action) that some rule says something of, pages included."""
        ...

    def resources(self) -> "Catalogue":
        """Every resource a rule may name, with the columns of its rows."""
        ...


class PolicySource(Protocol):
    """Where the rules are kept. `version` differs after every change of a tenant's rules."""

    def version(self, tenant_id: str) -> int:
        """Asked before every decision, so it must be cheap."""
        ...

    def rules(self, tenant_id: str) -> Sequence[PolicyRule]:
        """Every rule of the tenant, in order."""
        ...

    def roles(self, tenant_id: str) -> Sequence[PolicyRole]:
        """The tenant's stored roles; none where it has the built-in ones."""
        ...
