"""The policy's roles, rules and version as rows; they change in one transaction."""

from datetime import datetime
from functools import lru_cache

from attrs import asdict
from sqlalchemy import Connection, delete, insert, select

from revrise.adapters.sql.tables.governance import (
    policy_role,
    policy_rule,
    policy_state,
    policy_version,
)
from revrise.ports.policy import PolicyChange, PolicyDocument, PolicyRole, PolicyRule

_RULE = ("role", "resource", "action", "rule", "columns", "effect")
_ROLE = ("name", "title_en", "title_zh", "inherits", "range")
_CHANGE = ("version", "at", "by_id", "note", "text")


def version(connection: Connection, tenant_id: str) -> int:
    """0 where no policy is stored."""
    chosen = select(policy_state.c.version).where(policy_state.c.tenant_id == tenant_id)
    return connection.execute(chosen).scalar() or 0


def rules(connection: Connection, tenant_id: str) -> list[PolicyRule]:
    """In the order they were given."""
    chosen = (
        select(*(policy_rule.c[name] for name in _RULE))
        .where(policy_rule.c.tenant_id == tenant_id)
        .order_by(policy_rule.c.position)
    )
    return [_rule(*row) for row in connection.execute(chosen).all()]


# Most rules are those of the policy before and of the next tenant.
_rule = lru_cache(16_384)(PolicyRule)


def roles(connection: Connection, tenant_id: str) -> list[PolicyRole]:
    """In the order they were given; none where the built-in ones count."""
    chosen = (
        select(*(policy_role.c[name] for name in _ROLE))
        .where(policy_role.c.tenant_id == tenant_id)
        .order_by(policy_role.c.position)
    )
    found = connection.execute(chosen).mappings()
    return [PolicyRole(**{**row, "inherits": tuple(row["inherits"])}) for row in found]


def changes(connection: Connection, tenant_id: str, limit: int) -> list[PolicyChange]:
    """The newest first."""
    chosen = (
        select(*(policy_version.c[name] for name in _CHANGE))
        .where(policy_version.c.tenant_id == tenant_id)
        .order_by(policy_version.c.version.desc())
        .limit(limit)
    )
    return [PolicyChange(**row) for row in connection.execute(chosen).mappings()]


def replace(
    connection: Connection, tenant_id: str, new: PolicyDocument, told: tuple[datetime, str, str]
) -> None:
    """Puts the new policy in place of the old one, raises the version and keeps its text."""
    following = version(connection, tenant_id) + 1
    for table in (policy_rule, policy_role, policy_state):
        connection.execute(delete(table).where(table.c.tenant_id == tenant_id))
    for table, things in (
        (policy_rule, [asdict(one) for one in new.rules]),
        (policy_role, [asdict(one) for one in new.roles]),
    ):
        rows = [
            {"tenant_id": tenant_id, "position": place, **one}
            for place, one in enumerate(things, 1)
        ]
        if rows:
            connection.execute(insert(table), rows)
    connection.execute(insert(policy_state), [{"tenant_id": tenant_id, "version": following}])
    change = PolicyChange(following, *told, new.text)
    connection.execute(insert(policy_version), [{"tenant_id": tenant_id, **asdict(change)}])
