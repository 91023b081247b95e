"""Whether those who agreed to a call that came in by machine agreed to each purpose by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0053_intake_separately"
down_revision = "0052_detectors_in_use"
branch_labels = None
depends_on = None
_TABLES = ("intake_source", "call_arrival")


def upgrade() -> None:
    """Of what is there nobody said so."""
    for table in _TABLES:
        op.add_column(table, sa.Column("separately", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Drops them."""
    for table in reversed(_TABLES):
        op.drop_column(table, "separately")
