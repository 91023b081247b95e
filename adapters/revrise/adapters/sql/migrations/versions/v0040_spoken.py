"""The index of what was said; a job fills it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0040_spoken"
down_revision = "0039_trackers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two empty tables."""
    op.create_table(
        "spoken_call",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("call_id", sa.String(length=80), nullable=False),
        sa.Column("transcript_id", sa.String(length=80), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=False),
        sa.Column("key_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "transcript_id"],
            ["call_transcript.tenant_id", "call_transcript.id"],
            name=op.f("fk_spoken_call_tenant_id_transcript_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "call_id", name=op.f("pk_spoken_call")),
        sa.UniqueConstraint("base", name=op.f("uq_spoken_call_base")),
    )
    op.create_index(
        op.f("ix_spoken_call_tenant_id_transcript_id"),
        "spoken_call",
        ["tenant_id", "transcript_id"],
        unique=False,
    )
    op.create_table(
        "spoken_line",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("call_id", sa.String(length=80), nullable=False),
        sa.Column("words", sa.Text().with_variant(TSVECTOR(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "call_id"],
            ["spoken_call.tenant_id", "spoken_call.call_id"],
            name=op.f("fk_spoken_line_tenant_id_call_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "place", name=op.f("pk_spoken_line")),
    )
    op.create_index(
        op.f("ix_spoken_line_tenant_id_call_id"),
        "spoken_line",
        ["tenant_id", "call_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_spoken_line_words"),
        "spoken_line",
        ["words"],
        unique=False,
        postgresql_using="gin",
        sqlite_where=sa.text("0"),
    )


def downgrade() -> None:
    """Drops it, and what SQLite made of it at its first call."""
    op.execute("DROP TABLE IF EXISTS spoken_fts")
    op.drop_table("spoken_line")
    op.drop_table("spoken_call")
