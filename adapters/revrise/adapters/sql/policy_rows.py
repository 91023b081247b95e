"""The policy's rules and version as rows; both change in one transaction."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from revrise.adapters.sql.tables.governance import policy_rule, policy_state
from revrise.ports.policy import PolicyRule

_CELLS = ("role", "resource", "action", "rule", "columns", "effect")


def version(connection: Connection, tenant_id: str) -> int:
    """0 where no policy is stored."""
    chosen = select(policy_state.c.version).where(policy_state.c.tenant_id == tenant_id)
    return connection.execute(chosen).scalar() or 0


def rules(connection: Connection, tenant_id: str) -> list[PolicyRule]:
    """In the order they were given."""
    chosen = (
        select(*(policy_rule.c[name] for name in _CELLS))
        .where(policy_rule.c.tenant_id == tenant_id)
        .order_by(policy_rule.c.position)
    )
    return [PolicyRule(**row) for row in connection.execute(chosen).mappings()]


def replace(connection: Connection, tenant_id: str, new: Sequence[PolicyRule]) -> None:
    """Puts the new rules in place of the old ones and raises the version."""
    following = version(connection, tenant_id) + 1
    for table in (policy_rule, policy_state):
        connection.execute(delete(table).where(table.c.tenant_id == tenant_id))
    rows = [
        {"tenant_id": tenant_id, "position": n, **{name: getattr(rule, name) for name in _CELLS}}
        for n, rule in enumerate(new, 1)
    ]
    connection.execute(insert(policy_rule), rows)
    connection.execute(insert(policy_state), [{"tenant_id": tenant_id, "version": following}])
