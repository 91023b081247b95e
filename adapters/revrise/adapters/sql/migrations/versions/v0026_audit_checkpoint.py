"""Signed checkpoints of the audit chain; the chain found by action, person and subject."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Utc

revision = "0026_audit_checkpoint"
down_revision = "0025_content"
branch_labels = None
depends_on = None

FILTERS = ("action", "actor_id", "subject")


def upgrade() -> None:
    """Creates table and indexes."""
    op.create_table(
        "audit_checkpoint",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_audit_checkpoint")),
    )
    op.create_index(
        op.f("ix_audit_checkpoint_tenant_id_seq_id"),
        "audit_checkpoint",
        ["tenant_id", "seq", "id"],
    )
    for column in FILTERS:
        op.create_index(
            op.f(f"ix_audit_tenant_id_{column}_seq"), "audit", ["tenant_id", column, "seq"]
        )


def downgrade() -> None:
    """Drops them."""
    for column in FILTERS:
        op.drop_index(op.f(f"ix_audit_tenant_id_{column}_seq"), "audit")
    op.drop_table("audit_checkpoint")
