"""The policy's roles and its history."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0019_policy"
down_revision = "0018_learning"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the tables; without stored roles the built-in ones count."""
    op.create_table(
        "policy_role",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("inherits", Json, nullable=False),
        sa.Column("range", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "position", name=op.f("pk_policy_role")),
    )
    op.create_table(
        "policy_version",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("by_id", sa.String(length=80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "version", name=op.f("pk_policy_version")),
    )
    _data_ranges()
    _role_grants()


def _data_ranges() -> None:
    op.create_table(
        "data_set",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("teams", Json, nullable=False),
        sa.Column("people", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_data_set")),
    )
    op.create_table(
        "data_range",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("set_id", sa.String(length=80), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "set_id"],
            ["data_set.tenant_id", "data_set.id"],
            name=op.f("fk_data_range_tenant_id_set_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_data_range")),
    )
    columns = ["tenant_id", "set_id", "id"]
    op.create_index(op.f("ix_data_range_tenant_id_set_id_id"), "data_range", columns)


def _role_grants() -> None:
    op.create_table(
        "role_grant",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("given_by", sa.String(length=80), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("starts_at", Utc(), nullable=False),
        sa.Column("ends_at", Utc(), nullable=False),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("ended_by", sa.String(length=80), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_role_grant_tenant_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_role_grant")),
    )
    columns = ["tenant_id", "person_id", "id"]
    op.create_index(op.f("ix_role_grant_tenant_id_person_id_id"), "role_grant", columns)


def downgrade() -> None:
    """Drops them."""
    for name in ("role_grant", "data_range", "data_set"):
        op.drop_table(name)
    op.drop_table("policy_version")
    op.drop_table("policy_role")
