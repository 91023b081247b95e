"""Since when a course waits for review, and what was said about it."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0031_course_review"
down_revision = "0030_clips"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Adds them."""
    op.add_column("course", sa.Column("asked_at", Utc(), nullable=True))
    op.add_column("course", sa.Column("reviews", Json, nullable=True))


def downgrade() -> None:
    """Drops them."""
    op.drop_column("course", "reviews")
    op.drop_column("course", "asked_at")
