"""Rubrics a tenant writes, version by version."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Utc

revision = "0043_rubrics"
down_revision = "0042_listed_figures"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody wrote one before."""
    op.create_table(
        "rubric",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=80), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_rubric")),
    )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("rubric")
