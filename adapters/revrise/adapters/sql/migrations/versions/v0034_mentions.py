"""Whom a comment on a call mentions."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json

revision = "0034_mentions"
down_revision = "0033_blind_reviews"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nobody was mentioned before."""
    op.add_column("call_comment", sa.Column("mentions", Json, nullable=True))


def downgrade() -> None:
    """Drops them."""
    op.drop_column("call_comment", "mentions")
