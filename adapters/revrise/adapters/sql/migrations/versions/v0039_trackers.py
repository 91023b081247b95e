"""Trackers: what a tenant listens for, version by version."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Utc

revision = "0039_trackers"
down_revision = "0038_model_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody listened for anything before."""
    op.create_table(
        "tracker",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("set_by", sa.String(length=80), nullable=False),
        sa.Column("set_at", Utc(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_tracker")),
    )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("tracker")
