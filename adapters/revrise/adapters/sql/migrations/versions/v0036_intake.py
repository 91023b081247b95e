"""Sources of calls, and calls that came in by machine."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0036_intake"
down_revision = "0035_call_parts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "intake_source",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("secrets", Json, nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("without_deal", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_refs("intake_source", {"owner_id": "person"}),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_intake_source")),
    )
    _index("intake_source", "owner_id")
    op.create_table(
        "call_arrival",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("origin_id", sa.Text(), nullable=False),
        sa.Column("arrived_at", Utc(), nullable=False),
        sa.Column("started_at", Utc(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("parties", Json, nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("link", Json, nullable=False),
        sa.Column("consent", sa.Text(), nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("seller", sa.Text(), nullable=True),
        sa.Column("seller_channel", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rep_ids", Json, nullable=False),
        sa.Column("deal_ids", Json, nullable=False),
        sa.Column("call_id", sa.String(length=80), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=True),
        sa.Column("decided_at", Utc(), nullable=True),
        sa.Column("messages", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *_refs("call_arrival", {"source_id": "intake_source", "owner_id": "person"}),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_call_arrival")),
    )
    _index("call_arrival", "source_id", "owner_id", "state", "sha256")


def downgrade() -> None:
    """Drops them."""
    op.drop_table("call_arrival")
    op.drop_table("intake_source")


def _refs(table: str, columns: dict[str, str]) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint(
            ["tenant_id", column],
            [f"{target}.tenant_id", f"{target}.id"],
            name=op.f(f"fk_{table}_tenant_id_{column}"),
        )
        for column, target in columns.items()
    ]


def _index(table: str, *columns: str) -> None:
    for column in columns:
        name = op.f(f"ix_{table}_tenant_id_{column}_id")
        op.create_index(name, table, ["tenant_id", column, "id"], unique=False)
