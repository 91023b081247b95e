"""Tables of jobs: what the job engine keeps of its own."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0012_jobs"
down_revision = "0011_identity"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "job",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("queue", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.String(length=80), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("due_at", Utc(), nullable=True),
        sa.Column("started_at", Utc(), nullable=True),
        sa.Column("ended_at", Utc(), nullable=True),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("crashes", sa.BigInteger(), nullable=False),
        sa.Column("run", sa.BigInteger(), nullable=False),
        sa.Column("handed", sa.Boolean(), nullable=False),
        sa.Column("args", Json, nullable=False),
        sa.Column("progress", Json, nullable=False),
        sa.Column("result", Json, nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("remedy", sa.Text(), nullable=False),
        sa.Column("worker", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_job")),
    )
    op.create_index(
        op.f("ix_job_tenant_id_state_handed_due_at"),
        "job",
        ["tenant_id", "state", "handed", "due_at"],
    )
    for column in ("actor_id", "created_at"):
        columns = ["tenant_id", column, "id"]
        op.create_index(op.f(f"ix_job_tenant_id_{column}_id"), "job", columns)
    _create_bookkeeping()


def _create_bookkeeping() -> None:
    op.create_table(
        "job_step",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("job_id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("answer", Json, nullable=True),
        sa.PrimaryKeyConstraint("tenant_id", "job_id", "name", name=op.f("pk_job_step")),
    )
    op.create_table(
        "job_worker",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("boot", sa.String(length=80), nullable=False),
        sa.Column("beats", sa.BigInteger(), nullable=False),
        sa.Column("queues", sa.Text(), nullable=False),
        sa.Column("seen_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_job_worker")),
    )
    op.create_table(
        "job_schedule",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("served_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_job_schedule")),
    )


def downgrade() -> None:
    """Drops them."""
    for table in ("job_schedule", "job_worker", "job_step", "job"):
        op.drop_table(table)
