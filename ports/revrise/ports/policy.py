"""The one gate: what an actor may do, see and change."""

from collections.abc import Sequence
from typing import Protocol

from attrs import frozen

from revrise.core.governance.actor import Actor
from revrise.core.governance.scope import Scope


@frozen
class PolicyRule:
    """One line of policy: a role may (or may not) act on rows of a resource, with columns.

    `rule` is the row-rule language, empty for every row; `columns` names separated by spaces
    or `*`; `effect` is `allow` or `deny`. A page is a resource `page:<name>` with action `view`.
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
