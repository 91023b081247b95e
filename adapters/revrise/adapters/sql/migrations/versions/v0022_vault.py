"""Keys of what is kept encrypted."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Utc

revision = "0022_vault"
down_revision = "0021_upload"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the table; what is there is encrypted by `revrise vault encrypt`."""
    op.create_table(
        "data_key",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.String(length=80), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.Column("wrapped_by", sa.String(length=80), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("made_at", Utc(), nullable=False),
        sa.Column("shredded_at", Utc(), nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_data_key")),
    )
    op.create_index(
        op.f("ix_data_key_tenant_id_kind_subject_id"),
        "data_key",
        ["tenant_id", "kind", "subject_id"],
    )


def downgrade() -> None:
    """Drops the table: what is encrypted is lost with it."""
    op.drop_table("data_key")
