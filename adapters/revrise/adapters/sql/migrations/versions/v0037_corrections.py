"""What people put right of who speaks in a call."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json

revision = "0037_corrections"
down_revision = "0036_intake"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was corrected before."""
    op.add_column("call_transcript", sa.Column("corrections", Json, nullable=True))


def downgrade() -> None:
    """Drops them."""
    op.drop_column("call_transcript", "corrections")
