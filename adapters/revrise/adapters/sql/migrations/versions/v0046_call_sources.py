"""Sources of calls that are asked for what is new, and how far."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0046_call_sources"
down_revision = "0045_calibration"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds them."""
    op.add_column("intake_source", sa.Column("connector", sa.Text(), nullable=True))
    op.add_column("intake_source", sa.Column("cursor", sa.Text(), nullable=True))
    op.add_column("intake_source", sa.Column("due_at", Utc(), nullable=True))
    op.add_column("intake_source", sa.Column("pulling", Json, nullable=True))


def downgrade() -> None:
    """Drops them."""
    for name in ("pulling", "due_at", "cursor", "connector"):
        op.drop_column("intake_source", name)
