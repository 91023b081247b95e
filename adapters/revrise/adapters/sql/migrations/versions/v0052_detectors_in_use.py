"""By which detectors the calls of an organisation are heard, and since when."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Utc

revision = "0052_detectors_in_use"
down_revision = "0051_heard_with"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Until calls are measured again nobody knows."""
    op.add_column("organisation", sa.Column("heard_by", sa.Text(), nullable=True))
    op.add_column("organisation", sa.Column("heard_since", Utc(), nullable=True))


def downgrade() -> None:
    """Drops them."""
    for name in ("heard_since", "heard_by"):
        op.drop_column("organisation", name)
