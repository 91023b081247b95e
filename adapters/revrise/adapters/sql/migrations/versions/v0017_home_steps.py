"""Table of home: next steps put off or done; stored policies open it, and one's own comments."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Utc

revision = "0017_home_steps"
down_revision = "0016_plugin_settings"
branch_labels = None
depends_on = None

_RULE = sa.table(
    "policy_rule",
    *(sa.column(name) for name in ("tenant_id", "position", "role", "resource", "action", "rule")),
    sa.column("columns"),
    sa.column("effect"),
)
_STATE = sa.table("policy_state", sa.column("tenant_id"), sa.column("version"))
_MINE, _WROTE = "person_id == me.id", "author_id == me.id"
# Who may change these by this rule may do those by the same one.
_NEW = {
    ("notification", _MINE): (
        ("step_mark", "read"),
        ("step_mark", "create"),
        ("step_mark", "update"),
    ),
    ("call_comment", _WROTE): (("call_comment", "delete"),),
}


def upgrade() -> None:
    """Creates it."""
    op.create_table(
        "step_mark",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("step", sa.String(length=80), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("until", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_step_mark_tenant_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_step_mark")),
    )
    op.create_index(
        op.f("ix_step_mark_tenant_id_person_id_id"),
        "step_mark",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    for (resource, rule), actions in _NEW.items():
        _open(op.get_bind(), resource, rule, actions)


def downgrade() -> None:
    """Drops it; policies lose the rules."""
    rule = _RULE.c
    own = sa.and_(rule.resource == "call_comment", rule.action == "delete", rule.rule == _WROTE)
    op.execute(_RULE.delete().where(sa.or_(rule.resource == "step_mark", own)))
    op.drop_table("step_mark")


def _open(
    connection: sa.Connection, resource: str, row_rule: str, new: tuple[tuple[str, str], ...]
) -> None:
    rule = _RULE.c
    chosen = sa.select(rule.tenant_id, rule.role).distinct()
    chosen = chosen.where(
        rule.resource == resource,
        rule.action == "update",
        rule.effect == "allow",
        rule.rule == row_rule,
    )
    for tenant, role in connection.execute(chosen.order_by(rule.tenant_id, rule.role)).all():
        last = sa.select(sa.func.max(rule.position)).where(rule.tenant_id == tenant)
        after = connection.execute(last).scalar() or 0
        rows = [_row(tenant, role, after + n, one, row_rule) for n, one in enumerate(new, 1)]
        connection.execute(_RULE.insert(), rows)
        state = _STATE.update().where(_STATE.c.tenant_id == tenant)
        connection.execute(state.values(version=_STATE.c.version + 1))


def _row(
    tenant: str, role: str, position: int, named: tuple[str, str], row_rule: str
) -> dict[str, Any]:
    return {
        "tenant_id": tenant,
        "position": position,
        "role": role,
        "resource": named[0],
        "action": named[1],
        "rule": row_rule,
        "columns": "*",
        "effect": "allow",
    }
