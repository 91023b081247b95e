"""What language models answered about calls."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0038_model_answers"
down_revision = "0037_corrections"
branch_labels = None
depends_on = None

_REFS = {"author_id": "person", "call_id": "call", "owner_id": "person", "team_id": "team"}


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "model_answer",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("call_id", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("author_id", sa.String(length=80), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("points", Json, nullable=False),
        sa.Column("heard", sa.BigInteger(), nullable=False),
        sa.Column("lines", sa.BigInteger(), nullable=False),
        sa.Column("dropped", sa.BigInteger(), nullable=False),
        sa.Column("usage", sa.BigInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("rubric", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column],
                [f"{table}.tenant_id", f"{table}.id"],
                name=op.f(f"fk_model_answer_tenant_id_{column}"),
            )
            for column, table in _REFS.items()
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_model_answer")),
    )
    for column in _REFS:
        op.create_index(
            op.f(f"ix_model_answer_tenant_id_{column}_id"),
            "model_answer",
            ["tenant_id", column, "id"],
            unique=False,
        )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("model_answer")
