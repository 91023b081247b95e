"""Blind reviews, and which coaches' scores were given blind."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Utc

revision = "0033_blind_reviews"
down_revision = "0032_sealed_files"
branch_labels = None
depends_on = None

_REFS = {"assessment_id": "assessment", "coach_id": "person"}


def upgrade() -> None:
    """Nobody was blind before."""
    op.create_table(
        "blind_review",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("coach_id", sa.String(length=80), nullable=False),
        sa.Column("rubric", sa.Text(), nullable=False),
        sa.Column("asked_at", Utc(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("assessment_id", sa.String(length=80), nullable=True),
        sa.Column("subject_id", sa.String(length=80), nullable=True),
        sa.Column("opened_at", Utc(), nullable=True),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column],
                [f"{table}.tenant_id", f"{table}.id"],
                name=op.f(f"fk_blind_review_tenant_id_{column}"),
            )
            for column, table in _REFS.items()
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_blind_review")),
    )
    for column in (*_REFS, "subject_id"):
        op.create_index(
            op.f(f"ix_blind_review_tenant_id_{column}_id"),
            "blind_review",
            ["tenant_id", column, "id"],
            unique=False,
        )
    op.add_column("coach_score", sa.Column("blind", sa.Boolean(), nullable=True))


def downgrade() -> None:
    """Drops them."""
    op.drop_column("coach_score", "blind")
    op.drop_table("blind_review")
