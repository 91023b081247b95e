"""The waveforms of recordings, kept for who opens their calls next."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json

revision = "0054_call_waveforms"
down_revision = "0053_intake_separately"
branch_labels = None
depends_on = None

_REFS = {"call_id": "call", "owner_id": "person", "team_id": "team"}


def upgrade() -> None:
    """Recordings of before are drawn when somebody looks at them."""
    op.create_table(
        "call_waveform",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("call_id", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("waveform", Json, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column],
                [f"{table}.tenant_id", f"{table}.id"],
                name=op.f(f"fk_call_waveform_tenant_id_{column}"),
            )
            for column, table in _REFS.items()
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_call_waveform")),
    )
    for column in _REFS:
        op.create_index(
            op.f(f"ix_call_waveform_tenant_id_{column}_id"),
            "call_waveform",
            ["tenant_id", column, "id"],
            unique=False,
        )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("call_waveform")
