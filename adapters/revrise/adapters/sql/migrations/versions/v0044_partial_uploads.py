"""Files that come in parts."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0044_partial_uploads"
down_revision = "0043_rubrics"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates it."""
    op.create_table(
        "partial_upload",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("begun_at", Utc(), nullable=False),
        sa.Column("ends_at", Utc(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("told", Json, nullable=False),
        sa.Column("metadata", sa.Text(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("parts", Json, nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("call_id", sa.String(length=80), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_partial_upload_tenant_id_person_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_partial_upload")),
    )
    for column in ("person_id", "ends_at"):
        op.create_index(
            op.f(f"ix_partial_upload_tenant_id_{column}_id"),
            "partial_upload",
            ["tenant_id", column, "id"],
            unique=False,
        )


def downgrade() -> None:
    """Drops it."""
    op.drop_table("partial_upload")
