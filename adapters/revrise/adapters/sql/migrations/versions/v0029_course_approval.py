"""Who wrote a course and who approved it."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json

revision = "0029_course_approval"
down_revision = "0028_contact_consent"
branch_labels = None
depends_on = None

_NEW = ("authors", "approved_by")


def upgrade() -> None:
    """Adds them."""
    for name in _NEW:
        op.add_column("course", sa.Column(name, Json, nullable=True))


def downgrade() -> None:
    """Drops them."""
    for name in reversed(_NEW):
        op.drop_column("course", name)
