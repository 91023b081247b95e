"""Until when the file of a call that waits for consent is kept."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Utc

revision = "0032_sealed_files"
down_revision = "0031_course_review"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds the column."""
    op.add_column("call", sa.Column("sealed_until", Utc(), nullable=True))


def downgrade() -> None:
    """Drops it."""
    op.drop_column("call", "sealed_until")
