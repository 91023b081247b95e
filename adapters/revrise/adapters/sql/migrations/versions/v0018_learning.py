"""Columns of courses that people make: titles, which version one is, and when it came out."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0018_learning"
down_revision = "0017_home_steps"
branch_labels = None
depends_on = None

_NEW = (
    ("titles", Json),
    ("edition", sa.BigInteger()),
    ("follows", sa.String(length=80)),
    ("replaced_by", sa.String(length=80)),
    ("published_at", Utc()),
)


def upgrade() -> None:
    """Adds them."""
    for name, kind in _NEW:
        op.add_column("course", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Drops them."""
    for name, _ in reversed(_NEW):
        op.drop_column("course", name)
