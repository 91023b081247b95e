"""What an actor may reach of one resource for one action: rows and columns, decided once."""

from collections.abc import Mapping

from attrs import Factory, frozen

from revrise.core.governance.actor import Value
from revrise.core.governance.rule import ALWAYS, NEVER, All, Not, Row, Rule, any_of, evaluate

EVERY_COLUMN = frozenset({"*"})
# What names a row and its state, not its content: comes with every grant.
IDENTITY = frozenset({"id", "version"})


@frozen(cache_hash=True)
class Grant:
    """Rows for which `rule` is true, with these columns (`*`: every one).

    For reading, the columns that may be seen; for writing, those that may change. `masks` are
    (column, mask) pairs of columns of which a part may be seen.
    `origin` names the policy rule, so that a decision can be explained.
    """

    rule: Rule = ALWAYS
    columns: frozenset[str] = EVERY_COLUMN
    origin: str = ""
    masks: tuple[tuple[str, str], ...] = ()

    def covers(self, column: str) -> bool:
        """Whether this grant gives the column."""
        return "*" in self.columns or column in self.columns or column in IDENTITY

    def mask(self, column: str) -> str | None:
        """The mask behind which this grant shows the column, if it does so."""
        return next((kind for name, kind in self.masks if name == column), None)


@frozen(cache_hash=True)
class Denial:
    """Rows that stay closed whatever grants them; an unknown verdict denies too."""

    rule: Rule
    origin: str = ""


@frozen
class Scope:
    """The compiled decision of the policy for (actor, resource, action).

    A row is admitted when some grant is true and no denial is true or unknown. A cell is
    readable when a grant that is true for its row covers the column.
    """

    tenant_id: str
    actor_id: str
    resource: str
    action: str
    grants: tuple[Grant, ...] = ()
    denials: tuple[Denial, ...] = ()
    me: Mapping[str, Value] = Factory(dict)
    policy_version: int = 0
    reason: str = ""

    @property
    def rows(self) -> Rule:
        """All grants and denials as one rule (denials still fail closed on unknown)."""
        granted = any_of(grant.rule for grant in self.grants)
        return All((granted, *(Not(denial.rule) for denial in self.denials)))

    def admits(self, row: Row) -> bool:
        """Whether the actor may reach this row."""
        return evaluate(self.rows, row, self.me) is True

    def covers(self, column: str) -> bool:
        """Whether some grant gives the column, or a part of it, on some row."""
        return any(grant.covers(column) or grant.mask(column) for grant in self.grants)

    def masks(self, column: str) -> tuple[tuple[str, Rule], ...]:
        """Each mask that some grant shows the column behind, with the rule of its rows."""
        found = ((grant.mask(column), grant.rule) for grant in self.grants)
        return tuple((kind, rule) for kind, rule in found if kind)

    def opening(self, column: str) -> Rule:
        """The rule that opens this column's cell in an admitted row.

        ALWAYS when no admitted row hides it, NEVER when no grant gives it.
        """
        covering = tuple(grant.rule for grant in self.grants if grant.covers(column))
        if not covering:
            return NEVER
        if len(covering) == len(self.grants) or ALWAYS in covering:
            return ALWAYS
        return any_of(covering)

    def cells(self, row: Row) -> frozenset[str]:
        """The columns of this row the actor may read; empty where the row is not admitted."""
        if not self.admits(row):
            return frozenset()
        return frozenset(name for name in row if evaluate(self.opening(name), row, self.me) is True)


def system_scope(tenant_id: str, resource: str, action: str, reason: str) -> Scope:
    """Everything in one tenant, for work no person asked for. `reason` goes into the audit."""
    return Scope(tenant_id, "system", resource, action, (Grant(origin=reason),), reason=reason)
