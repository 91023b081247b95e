"""What calls measure, kept for who opens them next."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json

revision = "0048_call_measures"
down_revision = "0047_double_blind"
branch_labels = None
depends_on = None

_REFS = {"call_id": "call", "owner_id": "person", "team_id": "team"}


def upgrade() -> None:
    """Calls of before are measured when they are opened."""
    op.create_table(
        "call_measure",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("call_id", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("numbers", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column],
                [f"{table}.tenant_id", f"{table}.id"],
                name=op.f(f"fk_call_measure_tenant_id_{column}"),
            )
            for column, table in _REFS.items()
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_call_measure")),
    )
    for column in _REFS:
        op.create_index(
            op.f(f"ix_call_measure_tenant_id_{column}_id"),
            "call_measure",
            ["tenant_id", column, "id"],
            unique=False,
        )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("call_measure")
