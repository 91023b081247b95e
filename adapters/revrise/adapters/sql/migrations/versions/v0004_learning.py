"""First tables: learning."""

import sqlalchemy as sa
from alembic import op

from revrise.adapters.sql.types import Json, Utc

revision = "0004_learning"
down_revision = "0003_content"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates them."""
    op.create_table(
        "course",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("competencies", Json, nullable=False),
        sa.Column("lessons", Json, nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("pass_mark", sa.Float(), nullable=False),
        sa.Column("due_days", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_course")),
    )
    op.create_table(
        "enrolment",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("course_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("enrolled_at", Utc(), nullable=False),
        sa.Column("due_at", Utc(), nullable=True),
        sa.Column("done", Json, nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("completed_at", Utc(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "course_id"],
            ["course.tenant_id", "course.id"],
            name=op.f("fk_enrolment_tenant_id_course_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_enrolment_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_enrolment_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_enrolment")),
    )
    op.create_index(
        op.f("ix_enrolment_tenant_id_course_id_id"),
        "enrolment",
        ["tenant_id", "course_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_enrolment_tenant_id_person_id_id"),
        "enrolment",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_enrolment_tenant_id_team_id_id"),
        "enrolment",
        ["tenant_id", "team_id", "id"],
        unique=False,
    )
    op.create_table(
        "scenario",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("persona", sa.Text(), nullable=False),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("objections", Json, nullable=False),
        sa.Column("rubric", sa.Text(), nullable=False),
        sa.Column("competency_id", sa.String(length=80), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("pass_mark", sa.Float(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "competency_id"],
            ["competency.tenant_id", "competency.id"],
            name=op.f("fk_scenario_tenant_id_competency_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_scenario")),
    )
    op.create_index(
        op.f("ix_scenario_tenant_id_competency_id_id"),
        "scenario",
        ["tenant_id", "competency_id", "id"],
        unique=False,
    )
    op.create_table(
        "role_play",
        sa.Column("tenant_id", sa.String(length=80), nullable=False),
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("scenario_id", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.String(length=80), nullable=False),
        sa.Column("team_id", sa.String(length=80), nullable=True),
        sa.Column("started_at", Utc(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("turns", Json, nullable=False),
        sa.Column("finished_at", Utc(), nullable=True),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"],
            ["person.tenant_id", "person.id"],
            name=op.f("fk_role_play_tenant_id_person_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "scenario_id"],
            ["scenario.tenant_id", "scenario.id"],
            name=op.f("fk_role_play_tenant_id_scenario_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "team_id"],
            ["team.tenant_id", "team.id"],
            name=op.f("fk_role_play_tenant_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_role_play")),
    )
    op.create_index(
        op.f("ix_role_play_tenant_id_person_id_id"),
        "role_play",
        ["tenant_id", "person_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_role_play_tenant_id_scenario_id_id"),
        "role_play",
        ["tenant_id", "scenario_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_role_play_tenant_id_team_id_id"),
        "role_play",
        ["tenant_id", "team_id", "id"],
        unique=False,
    )


def downgrade() -> None:
    """Drops them."""
    op.drop_table("role_play")
    op.drop_table("scenario")
    op.drop_table("enrolment")
    op.drop_table("course")
