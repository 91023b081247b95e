"""Row-level security on PostgreSQL, one tenant a transaction; see `adapters/sql/wall.py`.

Every upgrade puts walls round the tables that have none yet, those of later versions too. This
revision is there so that a database of before comes by.
"""

revision = "0020_wall"
down_revision = "0019_policy"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing here: the upgrade as a whole ends with it."""


def downgrade() -> None:
    """Nothing: a wall goes with its table."""
