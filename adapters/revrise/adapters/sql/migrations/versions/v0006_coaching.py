"""First tables: coaching."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0006_coaching"
down_revision = "0005_conversations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "plan",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("coach_id", sa.String(length=80), nullable=False),
        sa.Column("competency_id", sa.String(length=80), nullable=False),
        sa.Column("baseline", sa.Float(), nullable=False),
        sa.Column("target", sa.Float(), nullable=False),
        sa.Column("actions", Json, nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("due_at", Utc(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "coach_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_plan_tenant_id_coach_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "competency_id"],
            ["competency.tenant_id", "competency.id"],
            name=op.f("fk_plan_tenant_id_competency_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_plan_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_plan_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_plan")),
    )
    op.create_index(
        op.f("ix_plan_tenant_id_coach_id_id"), "plan", ["tenant_id", "coach_id", "id"], unique=False
    )
    op.create_index(
        op.f("ix_plan_tenant_id_competency_id_id"),
        "plan",
        ["tenant_id", "competency_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plan_tenant_id_person_id_id"),
        "plan",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_plan_tenant_id_team_id_id"), "plan", ["tenant_id", "team_id", "id"], unique=False
    )
    op.create_table(
        "one_on_one",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("coach_id", sa.String(length=80), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("agenda", Json, nullable=False),
        sa.Column("promises", Json, nullable=False),
        sa.Column("shared_notes", sa.Text(), nullable=False),
        sa.Column("private_notes", sa.Text(), nullable=False),
        sa.Column("minutes", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "coach_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_one_on_one_tenant_id_coach_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_one_on_one_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_one_on_one_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_one_on_one")),
    )
    op.create_index(
        op.f("ix_one_on_one_tenant_id_coach_id_id"),
        "one_on_one",
        ["tenant_id", "coach_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_one_on_one_tenant_id_person_id_id"),
        "one_on_one",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_one_on_one_tenant_id_team_id_id"),
        "one_on_one",
        ["tenant_id", "team_id", "id"],
        unique=False,
    )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("one_on_one")
    op.drop_table("plan")
