"""Reviews of content, who has to approve what, and versions that cannot change once published."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json

revision = "0025_content"
down_revision = "0024_second_factor"
branch_labels = None
depends_on = None

_FIXED = (
    "id", "tenant_id", "asset_id", "number", "body", "author_id", "created_at", "approved_by",
    "published_at",
)  # fmt: skip
_SHOWN = "OLD.published_at IS NOT NULL OR OLD.state IN ('published', 'expired')"
_LEFT = "NEW.state NOT IN ('published', 'expired', 'retired')"


def upgrade() -> None:
    """Creates the table, the column and the triggers."""
    op.add_column("asset_version", sa.Column("reviews", Json, nullable=True))
    op.create_table(
        "approval_rule",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("needed", sa.BigInteger(), nullable=False),
        sa.Column("approvers", Json, nullable=False),
        sa.Column("roles", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_approval_rule")),
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    differs = "IS DISTINCT FROM" if postgresql else "IS NOT"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in _FIXED)
    if postgresql:
        op.execute(
            "CREATE FUNCTION published_is_fixed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$BEGIN RAISE EXCEPTION 'a published version never changes'; END$$"
        )
    refuses = "EXECUTE FUNCTION published_is_fixed()"
    if not postgresql:
        refuses = "BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END"
    for name, action, when in (
        ("fixed", "UPDATE", f"({_SHOWN}) AND ({changed} OR {_LEFT})"),
        ("kept", "DELETE", _SHOWN),
    ):
        head = f"CREATE TRIGGER asset_version_{name} BEFORE {action} ON asset_version"
        op.execute(f"{head} FOR EACH ROW WHEN ({when}) {refuses}")


def downgrade() -> None:
    """Drops them."""
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name in ("fixed", "kept"):
        where = " ON asset_version" if postgresql else ""
        op.execute(f"DROP TRIGGER asset_version_{name}{where}")
    if postgresql:
        op.execute("DROP FUNCTION published_is_fixed()")
    op.drop_table("approval_rule")
    op.drop_column("asset_version", "reviews")
