"""How a version of a rubric agrees with people, kept with it."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json

revision = "0045_calibration"
down_revision = "0044_partial_uploads"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing was worked out before."""
    op.add_column("rubric", sa.Column("agreement", Json, nullable=True))


def downgrade() -> None:
    """Forgets it."""
    op.drop_column("rubric", "agreement")
