"""Clips of calls."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Utc

revision = "0030_clips"
down_revision = "0029_course_approval"
branch_labels = None
depends_on = None

_REFS = {"author_id": "person", "call_id": "call", "owner_id": "person", "team_id": "team"}


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "clip",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("call_id", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("start_ms", sa.BigInteger(), nullable=False),
        sa.Column("end_ms", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("shared", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column],
                [f"{table}.tenant_id", f"{table}.id"],
                name=op.f(f"fk_clip_tenant_id_{column}"),
            )
            for column, table in _REFS.items()
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_clip")),
    )
    for column in _REFS:
        op.create_index(
            op.f(f"ix_clip_tenant_id_{column}_id"),
            "clip",
            ["tenant_id", column, "id"],
            unique=False,
        )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("clip")
