"""With which reading of expressions and phrases a call was gone through for trackers."""

import sqlalchemy as sa
from alembic import op

revision = "0051_heard_with"
down_revision = "0050_stopped_calls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Calls that were gone through before say nothing: they are gone through again."""
    op.add_column("tracker_pass", sa.Column("heard_with", sa.Text(), nullable=True))


def downgrade() -> None:
    """Drops it."""
    op.drop_column("tracker_pass", "heard_with")
