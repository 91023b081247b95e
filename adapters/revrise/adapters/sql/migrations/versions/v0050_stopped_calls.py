"""Since when a call stands still, and why, in words that do not name it."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Utc

revision = "0050_stopped_calls"
down_revision = "0049_heard_by"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Of calls that stopped before, neither is known."""
    op.add_column("call", sa.Column("stopped_at", Utc(), nullable=True))
    op.add_column("call", sa.Column("fault", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drops them."""
    for name in ("fault", "stopped_at"):
        op.drop_column("call", name)
