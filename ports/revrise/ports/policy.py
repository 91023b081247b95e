"""The one gate: what an actor may do, see and change."""

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from attrs import frozen

from revrise.core.governance.actor import Actor
from revrise.core.governance.scope import Scope

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
}


@frozen
class PolicyRule:
    """One line of policy: a role may (or may not) act on rows of a resource, with columns.

    `resource` and `action` are names or `*`. `rule` is the row-rule language, empty for every
    row. `columns` are names separated by spaces, `*`, or `* -name …` for all but some; a denial
    closes whole rows and leaves it `*`. `effect` is `allow` or `deny`. A page is a resource
    `page:<name>` with action `view`.
    """

    role: str
    resource: str
    action: str
    rule: str = ""
    columns: str = "*"
    effect: str = "allow"


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


class PolicySource(Protocol):
    """Where the rules are kept. `version` differs after every change of a tenant's rules."""

    def version(self, tenant_id: str) -> int:
        """Asked before every decision, so it must be cheap."""
        ...

    def rules(self, tenant_id: str) -> Sequence[PolicyRule]:
        """Every rule of the tenant, in order."""
        ...
