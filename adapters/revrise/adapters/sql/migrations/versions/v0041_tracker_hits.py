"""What trackers found in each call, and for which set a call was gone through."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0041_tracker_hits"
down_revision = "0040_spoken"
branch_labels = None
depends_on = None

_REFS = {"transcript_id": "call_transcript", "owner_id": "person", "team_id": "team"}


def upgrade() -> None:
    """Nothing is known of past calls before the job has gone through them."""
    op.add_column("tracker", sa.Column("since", Json, nullable=True))
    _create(
        "tracker_hit",
        sa.Column("tracker", sa.String(length=80), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("times", sa.BigInteger(), nullable=False),
        sa.Column("utterance", sa.BigInteger(), nullable=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=True),
        sa.Column("side", sa.Text(), nullable=True),
        index=("call_id", "tracker"),
    )
    _create(
        "tracker_pass",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.BigInteger(), nullable=False),
        index=("call_id",),
    )


def _create(name: str, *columns: sa.Column[object], index: tuple[str, ...]) -> None:
    op.create_table(
        name,
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("call_id", sa.String(length=80), nullable=False),
        sa.Column("transcript_id", sa.String(length=80), nullable=False),
        sa.Column("owner_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("started_at", Utc(), nullable=False),
        *columns,
        sa.Column("version", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                ["tenant_id", column],
                [f"{table}.tenant_id", f"{table}.id"],
                name=op.f(f"fk_{name}_tenant_id_{column}"),
            )
            for column, table in _REFS.items()
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f(f"pk_{name}")),
    )
    for column in (*_REFS, *index):
        op.create_index(op.f(f"ix_{name}_tenant_id_{column}_id"), name, ["tenant_id", column, "id"])


def downgrade() -> None:
    """Drops them."""
    op.drop_table("tracker_pass")
    op.drop_table("tracker_hit")
    op.drop_column("tracker", "since")
