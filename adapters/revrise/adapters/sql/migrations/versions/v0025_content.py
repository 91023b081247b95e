"""Reviews of content, who has to approve what, and versions that cannot change once published."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json

revision = "0025_content"
down_revision = "0024_second_factor"
branch_labels = None
depends_on = None

_FIXED = ("body", "number", "asset_id", "author_id", "published_at")


def upgrade() -> None:
    """Creates the table, the column and the trigger."""
    op.add_column("asset_version", sa.Column("reviews", Json, nullable=True))
    op.create_table(
        "approval_rule",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("needed", sa.BigInteger(), nullable=False),
        sa.Column("approvers", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_approval_rule")),
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    differs = "IS DISTINCT FROM" if postgresql else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in _FIXED)
    when = f"WHEN (OLD.published_at IS NOT NULL AND ({changed}))"
    head = f"CREATE TRIGGER asset_version_fixed BEFORE UPDATE ON asset_version FOR EACH ROW {when}"
    if postgresql:
        op.execute(
            "CREATE FUNCTION published_is_fixed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION 'a published version never changes'; END$$"
        )
        op.execute(f"{head} EXECUTE FUNCTION published_is_fixed()")
    else:
        op.execute(f"{head} BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END")


def downgrade() -> None:
    """Drops them."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    op.execute(f"DROP TRIGGER asset_version_fixed{' ON asset_version' if postgresql else ''}")
    if postgresql:
        op.execute("DROP FUNCTION published_is_fixed()")
    op.drop_table("approval_rule")
    op.drop_column("asset_version", "reviews")
