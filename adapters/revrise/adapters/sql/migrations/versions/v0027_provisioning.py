"""Provisioning tokens, and what a directory says of people and groups."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0027_provisioning"
down_revision = "0026_audit_checkpoint"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""
    _table(
        "provisioning_token",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("expires_at", Utc(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
    )
    _table(
        "scim_user",
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("user_name", sa.Text(), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=True)
            for name in ("outside_id", "display_name", "given_name", "family_name")
        ),
        sa.Column("says_email", sa.Boolean(), nullable=False),
        sa.Column("says_active", sa.Boolean(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("given_roles", Json, nullable=False),
        sa.Column("given_team", sa.String(length=80), nullable=True),
        sa.Column("removed_at", Utc(), nullable=True),
        unique="login",
        refs={"person_id": "person"},
    )
    _table(
        "scim_group",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("outside_id", sa.Text(), nullable=True),
        sa.Column("members", Json, nullable=False),
        sa.Column("roles", Json, nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        unique="key",
        refs={"team_id": "team"},
    )


def downgrade() -> None:
    """Drops them."""
    for name in ("scim_group", "scim_user", "provisioning_token"):
        op.drop_table(name)


def _table(
    name: str,
    *columns: sa.Column[Any],
    unique: str = "",
    refs: dict[str, str] | None = None,
) -> None:
    tied = [
        sa.ForeignKeyConstraint(
            ["tenant_id", column],
            [f"{target}.tenant_id", f"{target}.id"],
            name=op.f(f"fk_{name}_tenant_id_{column}"),
        )
        for column, target in (refs or {}).items()
    ]
    once = [sa.UniqueConstraint("tenant_id", unique, name=op.f(f"uq_{name}_tenant_id_{unique}"))]
    op.create_table(
        name,
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        *columns,
        sa.Column("version", sa.Integer(), nullable=False),
        *tied,
        *(once if unique else ()),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{name}")),
    )
    for column in refs or {}:
        op.create_index(op.f(f"ix_{name}_tenant_id_{column}_id"), name, ["tenant_id", column, "id"])
