"""Plugins as a tenant wants them; who manages plugins may configure them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0016_plugin_settings"
down_revision = "0015_board"
branch_labels = None
depends_on = None

_RULE = sa.table(
    "policy_rule",
    *(sa.column(name) for name in ("tenant_id", "position", "role", "resource", "action", "rule")),
    sa.column("columns"),
    sa.column("effect"),
)
_STATE = sa.table("policy_state", sa.column("tenant_id"), sa.column("version"))
_NEW = (
    ("plugin", "configure"),
    ("plugin_setting", "read"),
    ("plugin_setting", "create"),
    ("plugin_setting", "update"),
)


def upgrade() -> None:
    """Creates the table and adds the rules to policies that are stored already."""
    op.create_table(
        "plugin_setting",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.Column("changed_at", Utc(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("settings", Json, nullable=False),
        sa.Column("previous", Json, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_plugin_setting")),
    )
    _open(op.get_bind())


def downgrade() -> None:
    """Drops the table; policies lose the rules."""
    names = {name for name, _ in _NEW} - {"plugin"}
    where = sa.or_(
        _RULE.c.resource.in_(names),
        sa.and_(_RULE.c.resource == "plugin", _RULE.c.action == "configure"),
    )
    op.execute(_RULE.delete().where(where))
    op.drop_table("plugin_setting")


def _open(connection: sa.Connection) -> None:
    """Whoever manages plugins by name; roles with `*` have it already."""
    rule = _RULE.c
    chosen = sa.select(rule.tenant_id, rule.role).distinct()
    chosen = chosen.where(
        rule.resource == "plugin", rule.action == "manage", rule.effect == "allow", rule.rule == ""
    )
    for tenant, role in connection.execute(chosen.order_by(rule.tenant_id, rule.role)).all():
        last = sa.select(sa.func.max(rule.position)).where(rule.tenant_id == tenant)
        after = connection.execute(last).scalar() or 0
        rows = [_row(tenant, role, after + n, one) for n, one in enumerate(_NEW, 1)]
        connection.execute(_RULE.insert(), rows)
        state = _STATE.update().where(_STATE.c.tenant_id == tenant)
        connection.execute(state.values(version=_STATE.c.version + 1))


def _row(tenant: str, role: str, position: int, named: tuple[str, str]) -> dict[str, Any]:
    return {
        "tenant_id": tenant,
        "position": position,
        "role": role,
        "resource": named[0],
        "action": named[1],
        "rule": "",
        "columns": "*",
        "effect": "allow",
    }
